package sshd

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"net"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// TestTheHostKeyMayBeReadForLong: whoever comes for the first time is asked
// whether they trust it, and may have to look it up.
func TestTheHostKeyMayBeReadForLong(t *testing.T) {
	for _, test := range []struct {
		long   time.Duration
		comeIn bool
	}{
		{33 * time.Second, true},
		{handshakeWithin - time.Second, true},
		{handshakeWithin + time.Second, false},
	} {
		t.Run(test.long.String(), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				near, far := net.Pipe()
				defer func() { _ = near.Close() }()
				go newServer(t, nil).ssh.HandleConn(far)
				read := func(string, net.Addr, gossh.PublicKey) error {
					<-time.After(test.long)
					return nil
				}
				_, _, _, err := gossh.NewClientConn(newOutbox(near, t.Context().Done()), "pipe", &gossh.ClientConfig{
					User: "siti", HostKeyCallback: read, Auth: []gossh.AuthMethod{noKey()},
				})
				if (err == nil) != test.comeIn {
					t.Errorf("after %v: %v", test.long, err)
				}
			})
		})
	}
}

// TestAlgorithms comes with what clients offer, and with nothing else.
func TestAlgorithms(t *testing.T) {
	addr := serve(t, newServer(t, nil))
	usual, curve := newSigner(t), newCurveSigner(t)
	// A laptop under FIPS 140: no Curve25519, no ChaCha20, no Ed25519.
	rules := gossh.Config{
		KeyExchanges: []string{gossh.KeyExchangeECDHP256, gossh.KeyExchangeDH14SHA256, gossh.KeyExchangeDH16SHA512},
		Ciphers:      []string{gossh.CipherAES256GCM, gossh.CipherAES256CTR},
		MACs:         []string{gossh.HMACSHA256, gossh.HMACSHA256ETM, gossh.HMACSHA512},
	}
	rulesKeys := []string{gossh.KeyAlgoECDSA256, gossh.KeyAlgoRSASHA256, gossh.KeyAlgoRSASHA512}
	mac := func(name string) gossh.Config { // these ciphers need one
		return gossh.Config{Ciphers: []string{gossh.CipherAES256CTR}, MACs: []string{name}}
	}
	exchange := func(name string) gossh.Config { return gossh.Config{KeyExchanges: []string{name}} }
	for _, test := range []struct {
		name   string
		key    gossh.Signer
		config gossh.Config
		host   []string // algorithms of the host key
		comeIn bool
	}{
		{"what the library offers", usual, gossh.Config{}, nil, true},
		{"FIPS 140", curve, rules, rulesKeys, true},
		{"RSA with SHA-256", usual, gossh.Config{}, []string{gossh.KeyAlgoRSASHA256}, true},
		{"RSA with SHA-512", usual, gossh.Config{}, []string{gossh.KeyAlgoRSASHA512}, true},
		{"RSA with SHA-1", usual, gossh.Config{}, []string{gossh.KeyAlgoRSA}, false},
		{"Ed25519", usual, gossh.Config{}, []string{gossh.KeyAlgoED25519}, true},
		{"group 16", usual, exchange(gossh.KeyExchangeDH16SHA512), nil, true},
		{"group 14", usual, exchange(gossh.KeyExchangeDH14SHA256), nil, false},
		{"a curve of NIST", usual, exchange(gossh.KeyExchangeECDHP256), nil, false},
		{gossh.HMACSHA256ETM, usual, mac(gossh.HMACSHA256ETM), nil, true},
		{gossh.HMACSHA512ETM, usual, mac(gossh.HMACSHA512ETM), nil, true},
		{gossh.HMACSHA256, usual, mac(gossh.HMACSHA256), nil, false},
		{gossh.HMACSHA512, usual, mac(gossh.HMACSHA512), nil, false},
		{gossh.HMACSHA1, usual, mac(gossh.HMACSHA1), nil, false},
		{gossh.InsecureHMACSHA196, usual, mac(gossh.InsecureHMACSHA196), nil, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			c, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{
				Config: test.config, HostKeyAlgorithms: test.host,
				User: "siti", Auth: []gossh.AuthMethod{gossh.PublicKeys(test.key)},
				HostKeyCallback: gossh.InsecureIgnoreHostKey(),
			})
			if (err == nil) != test.comeIn {
				t.Fatalf("dialling: %v", err)
			}
			if err != nil {
				return
			}
			defer func() { _ = c.Close() }()
			if _, errs, code := ask(t, c, "help"); code != 0 {
				t.Errorf("a command is answered with %d, %q", code, errs)
			}
		})
	}
}

// newCurveSigner makes a key that FIPS 140 allows.
func newCurveSigner(t *testing.T) gossh.Signer {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}
