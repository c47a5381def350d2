package directory

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Listing is a community as the directory knows it.
type Listing struct {
	field.ShortNames[method.CommunityID]
	ID   method.CommunityID // its first short name
	Name string
	// Removed is who has removed it; empty while it is there.
	Removed PersonID
	// Erases is the day after which contributions to one of its meetings may have to be
	// erased; empty for none. It is never later than the meeting says.
	Erases method.Date
}

// ListCommunity adds a community to the directory.
type ListCommunity struct {
	ledger.Base[*Directory]
	Community method.CommunityID `json:"community"`
	Name      string             `json:"name"`
	By        PersonID           `json:"by"` // empty where whoever owns the machine brought it
}

// Tidy makes its words safe.
func (l *ListCommunity) Tidy() { l.Name = field.TidyLine(l.Name) }

// Check lets organisers of the installation found a community under a free name.
func (l *ListCommunity) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	switch p := d.people.Of(l.By); {
	case l.By != "" && (p == nil || !p.Organiser):
		return refusal.New(refusal.NotAllowed)
	case !l.Community.Valid():
		return refusal.New(refusal.Invalid, "field", "community")
	case d.communityCalled(l.Community) != nil:
		return refusal.New(refusal.Exists, "field", "community", "name", string(l.Community))
	}
	return field.CheckTitle("name", l.Name)
}

// Apply lists it.
func (l *ListCommunity) Apply(d *Directory, _ session.Stamp) {
	ledger.Put(d.tx, &d.communities, l.Community, &Listing{
		ShortNames: field.ShortNames[method.CommunityID]{Short: l.Community}, ID: l.Community, Name: l.Name,
	})
}

// communityCalled is the community to which a short name leads, if there is one.
func (d *Directory) communityCalled(short method.CommunityID) *Listing {
	for _, l := range d.communities {
		if l.Leads(string(short)) {
			return l
		}
	}
	return nil
}

// RenameCommunity gives a community another name, or another short name.
type RenameCommunity struct {
	ledger.Base[*Directory]
	Community method.CommunityID `json:"community"`
	Name      string             `json:"name"`
	Short     method.CommunityID `json:"short,omitempty"` // empty to keep it
	By        PersonID           `json:"by"`
}

// Tidy makes its words safe.
func (r *RenameCommunity) Tidy() { r.Name = field.TidyLine(r.Name) }

// Check refuses a short name that leads to another community. The Host sees to it that
// whoever asks organises this one.
func (r *RenameCommunity) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	switch called := d.communityCalled(r.Short); {
	case d.communities[r.Community] == nil:
		return refusal.New(refusal.NotFound)
	case r.Short != "" && !r.Short.Valid():
		return refusal.New(refusal.Invalid, "field", "community")
	case called != nil && called.ID != r.Community:
		return refusal.New(refusal.Exists, "field", "community", "name", string(r.Short))
	}
	return field.CheckTitle("name", r.Name)
}

// Apply renames it.
func (r *RenameCommunity) Apply(d *Directory, _ session.Stamp) {
	l := ledger.Edit(d.tx, &d.communities, r.Community)
	l.Name, l.ShortNames = r.Name, l.Renamed(r.Short)
}

// RemoveCommunity takes a community away that was founded by mistake, or brings it
// back. The Host sees to it that nothing was said in it.
type RemoveCommunity struct {
	ledger.Base[*Directory]
	Community method.CommunityID `json:"community"`
	By        PersonID           `json:"by"`
	Back      bool               `json:"back,omitempty"`
}

// Check lets organisers of the installation do it.
func (r *RemoveCommunity) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	switch p, l := d.people.Of(r.By), d.communities[r.Community]; {
	case p == nil || !p.Organiser:
		return refusal.New(refusal.NotAllowed)
	case l == nil || r.Back == (l.Removed == ""):
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply does it.
func (r *RemoveCommunity) Apply(d *Directory, _ session.Stamp) {
	l := ledger.Edit(d.tx, &d.communities, r.Community)
	if l.Removed = r.By; r.Back {
		l.Removed = ""
	}
}
