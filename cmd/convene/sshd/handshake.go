package sshd

import (
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// handshakeWithin is how long somebody may take to arrive. Whoever comes for the
// first time is asked whether this is the right server, and looks it up.
const handshakeWithin = 2 * time.Minute

// exchanges are the ways to agree on keys, the best first. The last is for
// laptops under FIPS 140, which have no Curve25519; it takes a hundred times the
// work.
func exchanges() []string {
	return []string{
		gossh.KeyExchangeMLKEM768X25519, gossh.KeyExchangeCurve25519, "curve25519-sha256@libssh.org",
		gossh.KeyExchangeDH16SHA512,
	}
}

// macs are the ways to notice what was changed underway: those that look before
// they decrypt.
func macs() []string { return []string{gossh.HMACSHA256ETM, gossh.HMACSHA512ETM} }

// hostKeys gives the library the server's keys.
func (s *Server) hostKeys(srv *ssh.Server) error {
	for _, pem := range s.HostKeys {
		key, err := hostKey(pem)
		if err != nil {
			return err
		}
		srv.AddHostKey(key)
	}
	return nil
}

// hostKey reads a key. One of RSA signs with SHA-2 only; the library would let
// it sign with SHA-1 too.
func hostKey(pem []byte) (gossh.Signer, error) {
	key, err := gossh.ParsePrivateKey(pem)
	if err != nil || key.PublicKey().Type() != gossh.KeyAlgoRSA {
		return key, err
	}
	return gossh.NewSignerWithAlgorithms(key.(gossh.AlgorithmSigner), []string{gossh.KeyAlgoRSASHA512, gossh.KeyAlgoRSASHA256})
}
