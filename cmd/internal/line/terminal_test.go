package line

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"io"
	"net"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// serve is a server that sends text without end, and reports how much it sent
// when its client's connection ends.
func serve(t *testing.T, key gossh.Signer) (address string, sent <-chan int) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	total := make(chan int, 1)
	go func() { total <- flood(l, key) }()
	return l.Addr().String(), total
}

func flood(l net.Listener, key gossh.Signer) (sent int) {
	conn, err := l.Accept()
	if err != nil {
		return 0
	}
	config := &gossh.ServerConfig{PublicKeyCallback: func(gossh.ConnMetadata, gossh.PublicKey) (*gossh.Permissions, error) {
		return nil, nil
	}}
	config.AddHostKey(key)
	_, channels, requests, err := gossh.NewServerConn(conn, config)
	if err != nil {
		return 0
	}
	go gossh.DiscardRequests(requests)
	channel, asked, err := (<-channels).Accept()
	if err != nil {
		return 0
	}
	go func() {
		for r := range asked {
			_ = r.Reply(true, nil) // fails once the client is gone
		}
	}()
	for {
		n, err := channel.Write(bytes.Repeat([]byte("x"), 1000))
		sent += n
		if err != nil {
			return sent
		}
	}
}

func newKey(t *testing.T) gossh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

func TestAStalledTerminalTakesNoMoreThanItsWindow(t *testing.T) {
	for _, window := range []uint32{1 << 10, 2 << 20} {
		address, sent := serve(t, newKey(t))
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		terminal, err := Open(conn, Options{User: "siti", Key: newKey(t), Width: 80, Height: 24, Window: window})
		if err != nil {
			t.Fatal(err)
		}
		next := func() int {
			b, err := terminal.Next()
			if err != nil {
				t.Fatal(err)
			}
			return len(b)
		}
		read := 0
		for read < 3*int(window) { // more than a window goes through before it stalls
			read += next()
		}
		terminal.Stall()
		for !terminal.Full() {
			read += next()
		}
		if read > 5*int(window) {
			t.Errorf("a stalled terminal of %d bytes took %d", window, read-3*int(window))
		}
		if err := terminal.Close(); err != nil {
			t.Fatal(err)
		}
		if got := <-sent; got != read {
			t.Errorf("the server sent %d bytes, and %d were read", got, read)
		}
	}
}

func TestAClosedTerminalEnds(t *testing.T) {
	address, _ := serve(t, newKey(t))
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := Open(conn, Options{User: "siti", Key: newKey(t), Width: 80, Height: 24, Window: 1 << 10})
	if err != nil {
		t.Fatal(err)
	}
	if err := terminal.Close(); err != nil {
		t.Fatal(err)
	}
	for err == nil {
		_, err = terminal.Next()
	}
	if err == io.EOF {
		t.Error("a broken line looks like a terminal that has ended")
	}
}
