package tui

// newCommitments lists the commitments of the meeting.
func newCommitments() screen {
	return &promises{
		noun: "commitments",
		add:  "c",
		form: func(d *desk) screen { return newCommitmentForm(d, nil) },
		all: func(d *desk) []promise {
			var all []promise
			for _, c := range d.shared.CommitmentsOf(d.meeting) {
				all = append(all, commitmentPromise(d, c))
			}
			return all
		},
	}
}
