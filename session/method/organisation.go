package method

// OrganisationType is one of the kinds that attendance is counted by. Source:
// method.md, "Who".
type OrganisationType string

// The types of organisation.
const (
	CSO        OrganisationType = "cso"
	RefugeeLed OrganisationType = "refugee-led"
	Government OrganisationType = "government"
	UNAgency   OrganisationType = "un"
	Academia   OrganisationType = "academia"
	OtherType  OrganisationType = "other"
)

// OrganisationTypes lists the types in the order in which they are offered.
func OrganisationTypes() []OrganisationType {
	return []OrganisationType{CSO, RefugeeLed, Government, UNAgency, Academia, OtherType}
}
