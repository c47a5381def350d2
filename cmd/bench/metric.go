package main

// metric is a row of the table: what is measured, in which unit.
type metric string

const (
	firstScreen metric = "dial to first screen p50, ms"
	onBoard     metric = "dial to the board p50, ms"
	joinCPU     metric = "join, server CPU per person, ms"
	idleCPU     metric = "idle, server CPU, % of one core"
	sessionRSS  metric = "resident memory per session, KiB"

	typed50    metric = "typing to own screen p50, ms"
	typed99    metric = "typing to own screen p99, ms"
	echo50     metric = "echo of a durable change p50, ms"
	echo99     metric = "echo of a durable change p99, ms"
	fan50      metric = "fan-out p50, ms"
	fan99      metric = "fan-out p99, ms"
	updateCPU  metric = "server CPU per update per viewer, µs"
	updateWire metric = "bytes on the wire per update per viewer"
	updated    metric = "updates in a round"
	missed     metric = "updates that a viewer had not after 10 s"
	seatedRSS  metric = "server memory with everybody seated, MiB"
	writtenRSS metric = "server memory after the updates, MiB"

	together50  metric = "20 people typing at once: key to own screen p50, ms"
	together99  metric = "20 people typing at once: key to own screen p99, ms"
	togetherCPU metric = "20 people typing at once: server CPU per key, ms"
	open50      metric = "10 changes a second whatever they take: fan-out p50, ms"
	open99      metric = "10 changes a second whatever they take: fan-out p99, ms"
	openMissed  metric = "10 changes a second: changes that a viewer had not after 10 s"

	stalledEcho50  metric = "with stalled viewers: echo p50, ms"
	stalledFan50   metric = "with stalled viewers: fan-out p50, ms"
	stalledFan99   metric = "with stalled viewers: fan-out p99, ms"
	stalledRatio50 metric = "with / without: fan-out p50"
	stalledRatio99 metric = "with / without: fan-out p99 (wanted ≤ 1.2)"
	stalledMissed  metric = "with stalled viewers: updates that another viewer had not after 10 s"
	stalledSeated  metric = "server memory before viewers stall, MiB"
	stalledWritten metric = "with stalled viewers: server memory after the updates, MiB"
	stalledLeft    metric = "stalled viewers not yet let go at the end, of 2"
)

// metrics are the rows in their order.
func metrics() []metric {
	return []metric{
		firstScreen, onBoard, joinCPU, idleCPU, sessionRSS,
		typed50, typed99, echo50, echo99, fan50, fan99, updateCPU, updateWire, updated, missed, seatedRSS, writtenRSS,
		together50, together99, togetherCPU, open50, open99, openMissed,
		stalledEcho50, stalledFan50, stalledFan99, stalledRatio50, stalledRatio99,
		stalledMissed, stalledSeated, stalledWritten, stalledLeft,
	}
}

// compared reports whether the metric of one subject is compared with another's:
// not where it says how something was measured, or is mostly zero.
func (m metric) compared() bool { return m != updated && m != missed && m != openMissed }
