package tui

// newActions lists the actions of the meeting. Which countries act together
// stands beside each.
func newActions() screen {
	return &promises{
		noun: "actions",
		add:  "p",
		form: func(d *desk) screen { return newActionForm(d, nil) },
		all: func(d *desk) []promise {
			var all []promise
			for _, a := range d.shared.ActionsOf(d.meeting) {
				all = append(all, actionPromise(d, a))
			}
			return all
		},
	}
}
