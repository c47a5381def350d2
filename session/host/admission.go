package host

import (
	"context"
	"errors"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
)

// Recognise finds out who has connected, and what they are given: whom the code
// names, or else whoever has the key that signed. It is given what the code showed
// and why it was refused. The person is also found where the code gives them
// nothing, and then the refusal comes back. A key that the organisers' file names
// becomes a person when it is first seen.
func (h *Host) Recognise(ctx context.Context, key directory.Fingerprint, shown directory.Admission, refused error) (directory.Admission, error) {
	person := shown.Person
	if person == "" {
		known, _ := h.PersonByKey(key)
		person = known.ID
	}
	if person == "" && h.NamedByFile(key) {
		met, _, err := h.Meet(ctx, key, "")
		if err != nil {
			return directory.Admission{}, err
		}
		person = met
	}
	given, refused := h.Admit(person, shown, refused)
	given.Person = person
	return given, refused
}

// Admit is what a code gives to a person. Whoever was let in by it before stays
// in, also where it lets in nobody else any more.
func (h *Host) Admit(person directory.PersonID, shown directory.Admission, refused error) (directory.Admission, error) {
	p, _ := h.Person(person)
	if i := shown.Invitation; refused == nil || i != nil && p.Holds(i.ID) {
		return shown, nil
	}
	return directory.Admission{}, refused
}

// PersonByKey is whoever has the key that signed.
func (h *Host) PersonByKey(key directory.Fingerprint) (directory.Person, bool) {
	return h.directory.State().PersonByKey(key)
}

// Person is what the directory knows of somebody.
func (h *Host) Person(id directory.PersonID) (directory.Person, bool) {
	return h.directory.State().Person(id)
}

// Present finds what a code gives: a join code, a return code or the claim code. It
// changes nothing. A code that lets in nobody any more is refused with the reason,
// and what it was for is returned as well.
func (h *Host) Present(code string) (directory.Admission, error) {
	if _, ok := directory.ParseCode(code); !ok {
		return directory.Admission{}, refusal.New(refusal.CodeWrong)
	}
	return h.directory.State().Shown(directory.HashCode(h.pepper, code), time.Now())
}

// inDirectory makes a change of the Host itself in the directory.
func (h *Host) inDirectory(ctx context.Context, change ledger.Change[*directory.Directory]) error {
	return doAsHost(ctx, h, h.directory, "", change)
}

// Meet adds a person, with their key if they signed with one and the language
// in which they read, empty until they choose, and returns the code that brings
// them back without the key. The code is shown once and kept only as a hash.
func (h *Host) Meet(ctx context.Context, key directory.Fingerprint, language string) (directory.PersonID, string, error) {
	if p, known := h.PersonByKey(key); known {
		return p.ID, "", nil
	}
	code := directory.NewCode(h.env.Random, directory.ReturnLetters)
	id := method.NewID[directory.PersonID](h.env.Random)
	err := h.inDirectory(ctx, &directory.MeetPerson{
		Person: id, Key: key, Return: directory.HashCode(h.pepper, code), Language: language, New: true,
	})
	if p, known := h.PersonByKey(key); known && errors.Is(err, refusal.New(refusal.Exists)) {
		return p.ID, "", nil // at another terminal, at the same time
	}
	return id, code, err
}

// Know lets a person come back by a key from then on. One that is somebody's stays
// theirs.
func (h *Host) Know(ctx context.Context, person directory.PersonID, key directory.Fingerprint) error {
	if _, known := h.Person(person); !known || key == "" {
		return refusal.New(refusal.NotFound)
	}
	meet := &directory.MeetPerson{Person: person, Key: key}
	if h.NamedByFile(key) {
		return h.organise(ctx, meet)
	}
	return h.inDirectory(ctx, meet)
}

// ForgetKey lets a person come back by a key no longer, who has come by another one or by
// a code. Whoever is connected by it stays until they leave.
func (h *Host) ForgetKey(ctx context.Context, person directory.PersonID, key, by directory.Fingerprint) error {
	return h.inDirectory(ctx, h.directory.State().Forgetting(person, key, by))
}

// Renew gives a person a new return code; the old one is void.
func (h *Host) Renew(ctx context.Context, person directory.PersonID) (string, error) {
	if _, known := h.Person(person); !known {
		return "", refusal.New(refusal.NotFound)
	}
	code := directory.NewCode(h.env.Random, directory.ReturnLetters)
	return code, h.inDirectory(ctx, &directory.MeetPerson{Person: person, Return: directory.HashCode(h.pepper, code)})
}

// HandCode gives a new return code to somebody who has lost theirs, by the hand of
// whoever steers the meeting; the old one is void. It leads to everything of theirs.
// So somebody who has more than this community, or organises the installation, gets
// one only from those who organise that.
func (h *Host) HandCode(ctx context.Context, by directory.PersonID, community method.CommunityID, meeting method.MeetingID, member session.MemberID) (string, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	p, known := h.directory.State().PersonOf(community, member)
	if !known {
		return "", refusal.New(refusal.NotFound)
	}
	giver, err := h.mayVouch(by, community, member)
	if err != nil {
		return "", err
	}
	hand := &standing.HandCode{Member: member, Meeting: meeting}
	if err := doAsHost(ctx, h, l.Ledger, giver, hand); err != nil {
		return "", err
	}
	return h.Renew(ctx, p.ID)
}

// mayVouch refuses whoever would open more to somebody than this community by saying
// who they are. It returns the member that they are here.
func (h *Host) mayVouch(by directory.PersonID, community method.CommunityID, member session.MemberID) (session.MemberID, error) {
	giver, _ := h.Person(by)
	if p, _ := h.directory.State().PersonOf(community, member); !giver.Organiser && (p.Organiser || len(p.Memberships) > 1) {
		return "", refusal.New(refusal.ElsewhereToo)
	}
	return giver.Memberships[community], nil
}

// MergeMembers says of two members of a community that they are one person, or that
// they are two after all. Whoever came as the second comes as the first from then on,
// in this community.
func (h *Host) MergeMembers(ctx context.Context, by directory.PersonID, community method.CommunityID, merge *session.MergeMembers) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	var giver session.MemberID
	for _, member := range []session.MemberID{merge.First, merge.Second} {
		if giver, err = h.mayVouch(by, community, member); err != nil {
			return err
		}
	}
	if err := doAsHost(ctx, h, l.Ledger, giver, merge); err != nil {
		return err
	}
	return h.agree(ctx, l.Ledger)
}

// Prefer remembers the language in which a person reads.
func (h *Host) Prefer(ctx context.Context, person directory.PersonID, language string) error {
	if p, _ := h.Person(person); p.Language == language && language != "" {
		return nil
	}
	return h.inDirectory(ctx, &directory.PreferLanguage{Person: person, Language: language})
}

// throughBoth is the context of what is written to two logs. A connection that
// breaks must not leave it in the first log only.
func throughBoth(ctx context.Context) (context.Context, error) {
	return context.WithoutCancel(ctx), ctx.Err()
}

// Join lets a person into the meeting of an invitation, as a new member with
// that profile or as the member that they are. Doing it twice is doing it once: what was
// taken from them since, the code that they hold does not give back.
func (h *Host) Join(ctx context.Context, person directory.PersonID, i directory.Invitation, profile session.Profile) (session.MemberID, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	i, known := h.directory.State().Invitation(i.ID) // the caller's may have been altered
	if !known {
		return "", refusal.New(refusal.CodeWrong)
	}
	l, err := h.community(ctx, i.Community)
	if err != nil {
		return "", err
	}
	defer l.release()
	join := session.JoinMeeting{Meeting: i.Meeting, Role: i.Role, Audience: i.Audience, Profile: &profile}
	if p, _ := h.Person(person); !p.Holds(i.ID) {
		return h.joinBy(ctx, l, p, i, join)
	}
	return h.enter(ctx, person, i.Community, &join, true)
}

// joinBy lets somebody in by an invitation that they do not hold. Where it is cut short
// after the first of the two logs, they finish it: who is new to the meeting is granted
// first what the code is for, and who attends it enters first and can use the code again.
func (h *Host) joinBy(ctx context.Context, l *live, p directory.Person, i directory.Invitation, join session.JoinMeeting) (session.MemberID, error) {
	use := &directory.UseInvitation{Invitation: i.ID, Person: p.ID, Member: method.NewID[session.MemberID](h.env.Random), Now: time.Now()}
	member := p.Memberships[i.Community]
	if err := h.wouldEnter(l, member, join, use); err != nil {
		return "", err // the code is as good as before, for when they are let in
	}
	if !attends(l.State().Meetings[i.Meeting], member) {
		if err := h.inDirectory(ctx, use); err != nil {
			return "", err
		}
		return h.enter(ctx, p.ID, i.Community, &join, false)
	}
	entered, err := h.enter(ctx, p.ID, i.Community, &join, false)
	if err != nil {
		return "", err
	}
	return entered, h.recordInvitation(ctx, l, use)
}

// wouldEnter refuses whoever the community would refuse, or the code does not let in.
func (h *Host) wouldEnter(l *live, member session.MemberID, join session.JoinMeeting, use *directory.UseInvitation) error {
	join.Member = member
	join.Tidy()
	who := session.Who{Member: member, Host: true}
	if err := join.Check(l.State(), who); err != nil {
		return err
	}
	return use.Check(h.directory.State(), who)
}

// enter writes into the community's log what the directory has granted. Where that was
// before, it only finishes what was cut short.
func (h *Host) enter(ctx context.Context, person directory.PersonID, community method.CommunityID, join *session.JoinMeeting, before bool) (session.MemberID, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	p, _ := h.Person(person)
	member := p.Memberships[community]
	if member == "" { // they were erased meanwhile
		return "", refusal.New(refusal.NotFound)
	}
	c := l.State()
	if c.Members.Of(member) != nil {
		join.Profile = nil
	}
	if join.Member = member; !(before && attends(c.Meetings[join.Meeting], member)) && c.WouldGain(join) {
		err = doAsHost(ctx, h, l.Ledger, member, join)
	}
	if err == nil && p.Organiser {
		err = h.agree(ctx, l.Ledger)
	}
	l.roomChanged() // wakes who watches the invitations
	return member, err
}

// attends reports whether somebody has come into a meeting and is let in still.
func attends(mt *session.Meeting, member session.MemberID) bool {
	return mt != nil && mt.Attendance.Of(member) != "" && mt.Out[member] == "" && mt.Removed == ""
}

// Membership is the member that a person is in a community, empty where they are none.
// That the directory let them in is not enough: a connection can break between the two
// logs.
func (h *Host) Membership(ctx context.Context, person directory.PersonID, community method.CommunityID) (session.MemberID, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	p, _ := h.Person(person)
	if member := p.Memberships[community]; l.State().Members.Of(member) != nil {
		return member, nil
	}
	return "", nil
}

// MemberOf is [Host.Membership] without the error. Use it where the community is read next:
// that call returns the error.
func (h *Host) MemberOf(ctx context.Context, person directory.PersonID, community method.CommunityID) (session.MemberID, bool) {
	member, err := h.Membership(ctx, person, community)
	return member, err == nil && member != ""
}

// Grants are the invitations by which the directory let a person into a
// community, in the order of their ids. Where the meeting of one does not know the
// person, their connection broke while they joined; [Host.Join] with that
// invitation finishes it.
func (h *Host) Grants(person directory.PersonID, community method.CommunityID) []directory.Invitation {
	return h.directory.State().Grants(person, community)
}

// CommunitiesOf lists what a person can enter, in the order of their ids.
func (h *Host) CommunitiesOf(person directory.PersonID) []directory.Listing {
	p, _ := h.Person(person)
	var all []directory.Listing
	for _, l := range h.Communities() {
		if p.Organiser || p.Memberships[l.ID] != "" {
			all = append(all, l)
		}
	}
	return all
}

// Found founds a community. The person must be an organiser of the installation.
func (h *Host) Found(ctx context.Context, person directory.PersonID, id method.CommunityID, name string, sample bool) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	err = h.inDirectory(ctx, &directory.ListCommunity{Community: id, Name: name, By: person})
	_, listed := h.directory.State().Listing(id) // and is no short name that leads to another
	if err != nil && !(listed && errors.Is(err, refusal.New(refusal.Exists))) {
		return err
	}
	// It may be listed and not founded, where the server stopped between the two
	// logs. Where it was founded, its own log refuses.
	l, err := h.acquire(ctx, id)
	if err != nil {
		return err
	}
	defer l.release()
	return doAsHost(ctx, h, l.Ledger, "", &session.FoundCommunity{Community: id, Name: name, Sample: sample})
}
