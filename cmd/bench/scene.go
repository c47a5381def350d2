package main

import (
	"context"
	"errors"
	"os"
	"time"
)

// scene is a room of people on a fresh server: many who look on, and one who
// writes.
type scene struct {
	subject subject
	viewers int
	act     act
}

// many is how many viewers it takes to measure also what they cost while nobody
// does anything, while many write, and while some have stalled.
const many = 200

// act is what they do, and how it is measured.
type act func(s scene, ctx context.Context, r *room, got results) error

// play measures the scene and writes what it finds into got.
func (s scene) play(ctx context.Context, got results) (err error) {
	folder, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	srv, err := s.subject.start(ctx, folder)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, srv.stop()) }()
	r := &room{subject: s.subject, server: srv, probe: probe(srv.command.Process.Pid)}
	defer r.leave()
	return s.act(s, ctx, r, got)
}

// plain measures everything that needs no stalled viewers.
func (s scene) plain(ctx context.Context, r *room, got results) error {
	people := float64(s.viewers + 1)
	before := r.probe.read()
	arrivals, err := r.fill(ctx, s.viewers)
	if err != nil {
		return err
	}
	joined := r.probe.read()
	got[firstScreen] = ms(quantile(arrivals.screen, 0.5))
	got[onBoard] = ms(quantile(arrivals.board, 0.5))
	got.put(joinCPU, ms(joined.cpu-before.cpu)/people, before.known)
	got.put(sessionRSS, kib(joined.memory-before.memory)/people, before.known)

	if s.viewers >= many {
		if err := pause(ctx, s.subject.idling); err != nil {
			return err
		}
		idle := r.probe.read()
		spent := (idle.cpu - joined.cpu).Seconds() / idle.at.Sub(joined.at).Seconds()
		got.put(idleCPU, 100*spent, idle.known)
	}

	u, err := r.write(ctx)
	if err != nil {
		return err
	}
	got[typed50], got[typed99] = ms(quantile(u.typed, 0.5)), ms(quantile(u.typed, 0.99))
	got[echo50], got[echo99] = ms(quantile(u.echo, 0.5)), ms(quantile(u.echo, 0.99))
	got[fan50], got[fan99] = ms(quantile(u.fan.took, 0.5)), ms(quantile(u.fan.took, 0.99))
	got[missed] = float64(u.fan.missed)
	got[updated] = float64(len(u.echo))
	each := float64(len(u.echo) * s.viewers)
	got.put(updateCPU, 1000*ms(u.after.cpu-u.before.cpu)/each, u.after.known)
	got[updateWire] = float64(u.bytes) / each
	got.put(seatedRSS, kib(u.before.memory)/1024, u.before.known)
	got.put(writtenRSS, kib(u.after.memory)/1024, u.after.known)
	return nil
}

// withStalled measures what others feel while two viewers have stalled.
func (s scene) withStalled(ctx context.Context, r *room, got results) error {
	if _, err := r.fill(ctx, s.viewers); err != nil {
		return err
	}
	before := r.probe.read()
	stuck, err := r.stall(ctx)
	if err != nil {
		return err
	}
	u, err := r.write(ctx)
	if err != nil {
		return err
	}
	got[stalledEcho50] = ms(quantile(u.echo, 0.5))
	got[stalledFan50], got[stalledFan99] = ms(quantile(u.fan.took, 0.5)), ms(quantile(u.fan.took, 0.99))
	got[stalledMissed] = float64(u.fan.missed)
	got.put(stalledSeated, kib(before.memory)/1024, before.known)
	got.put(stalledWritten, kib(u.after.memory)/1024, u.after.known)
	left, err := notLetGo(ctx, stuck)
	got[stalledLeft] = float64(left)
	return err
}

// results are what one round gave.
type results map[metric]float64

// put notes a value down if the system told what it is made of.
func (r results) put(m metric, value float64, known bool) {
	if known {
		r[m] = value
	}
}

func kib(bytes int64) float64 { return float64(bytes) / 1024 }

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// pause waits, unless the bench is stopped.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-time.After(d):
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
