package line

import (
	"bytes"
	"crypto/ecdh"
	"crypto/mlkem"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"

	gossh "golang.org/x/crypto/ssh"
)

const version = "SSH-2.0-line"

// Messages of RFC 4253 and 4252.
type (
	kexInit struct {
		Cookie                                             [16]byte `sshtype:"20"`
		Kex, HostKey, CipherOut, CipherIn, MACOut, MACIn   []string
		CompressionOut, CompressionIn, LanguageOut, LangIn []string
		Follows                                            bool
		Reserved                                           uint32
	}
	kexAsk struct {
		Mine []byte `sshtype:"30"`
	}
	kexReply struct {
		HostKey           []byte `sshtype:"31"`
		Theirs, Signature []byte
	}
	newKeys struct {
		None []byte `sshtype:"21" ssh:"rest"`
	}
	serviceRequest struct {
		Service string `sshtype:"5"`
	}
	serviceAccept struct {
		Service string `sshtype:"6"`
	}
	authRequest struct {
		User            string `sshtype:"50"`
		Service, Method string
		Signed          bool
		Algorithm       string
		Key             []byte
	}
	authSuccess struct {
		None []byte `sshtype:"52" ssh:"rest"`
	}
	text struct{ Bytes []byte }
)

// handshake agrees on keys, with the exchange that stock clients prefer, and
// returns the session's id. It trusts any host: who dials has started it.
func (p *packets) handshake() (id []byte, err error) {
	if _, err := fmt.Fprintf(p.conn, "%s\r\n", version); err != nil {
		return nil, err
	}
	theirVersion, err := p.in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	ciphers, plain := []string{"aes128-gcm@openssh.com"}, []string{"none"}
	mine := gossh.Marshal(kexInit{
		Kex: []string{gossh.KeyExchangeMLKEM768X25519}, HostKey: []string{gossh.KeyAlgoED25519},
		CipherOut: ciphers, CipherIn: ciphers,
		MACOut: []string{gossh.HMACSHA256}, MACIn: []string{gossh.HMACSHA256}, // the cipher does without
		CompressionOut: plain, CompressionIn: plain,
	})
	if err := p.write(mine); err != nil {
		return nil, err
	}
	theirs, err := p.read()
	if err != nil {
		return nil, err
	}
	said := saying{
		Mine: version, Theirs: strings.TrimRight(theirVersion, "\r\n"), MyInit: mine, TheirInit: bytes.Clone(theirs),
	}
	return p.exchange(said)
}

// saying is what the keys depend on.
type saying struct {
	Mine, Theirs      string
	MyInit, TheirInit []byte
	HostKey           []byte
	Ask, Reply        []byte
	Secret            []byte
}

// exchange is mlkem768x25519-sha256.
func (p *packets) exchange(said saying) (id []byte, err error) {
	lattice, err := mlkem.GenerateKey768()
	if err != nil {
		return nil, err
	}
	curve, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	said.Ask = append(lattice.EncapsulationKey().Bytes(), curve.PublicKey().Bytes()...)
	if err := p.send(kexAsk{said.Ask}); err != nil {
		return nil, err
	}
	var reply kexReply
	if err := p.expect(&reply); err != nil {
		return nil, err
	}
	if len(reply.Theirs) < mlkem.CiphertextSize768 {
		return nil, errors.New("line: a short key exchange")
	}
	first, err := lattice.Decapsulate(reply.Theirs[:mlkem.CiphertextSize768])
	if err != nil {
		return nil, err
	}
	public, err := ecdh.X25519().NewPublicKey(reply.Theirs[mlkem.CiphertextSize768:])
	if err != nil {
		return nil, err
	}
	second, err := curve.ECDH(public)
	if err != nil {
		return nil, err
	}
	secret := sha256.Sum256(append(first, second...))
	said.HostKey, said.Reply, said.Secret = reply.HostKey, reply.Theirs, secret[:]
	hash := sha256.Sum256(gossh.Marshal(said))
	return hash[:], p.secure(secret[:], hash[:])
}

// secure puts the new keys in use.
func (p *packets) secure(secret, id []byte) error {
	derive := func(letter byte) []byte {
		d := sha256.Sum256(append(append(append(gossh.Marshal(text{secret}), id...), letter), id...))
		return d[:]
	}
	sealer, err := newHalf(derive('C')[:16], derive('A')[:12])
	if err != nil {
		return err
	}
	opener, err := newHalf(derive('D')[:16], derive('B')[:12])
	if err != nil {
		return err
	}
	if err := p.send(newKeys{}); err != nil {
		return err
	}
	if err := p.expect(&newKeys{}); err != nil {
		return err
	}
	p.sealer, p.opener = sealer, opener
	return nil
}

// sign says who this is, by a key.
func (p *packets) sign(id []byte, user string, key gossh.Signer) error {
	if err := p.send(serviceRequest{"ssh-userauth"}); err != nil {
		return err
	}
	if err := p.expect(&serviceAccept{}); err != nil {
		return err
	}
	request := gossh.Marshal(authRequest{
		User: user, Service: "ssh-connection", Method: "publickey", Signed: true,
		Algorithm: key.PublicKey().Type(), Key: key.PublicKey().Marshal(),
	})
	signature, err := key.Sign(rand.Reader, append(gossh.Marshal(text{id}), request...))
	if err != nil {
		return err
	}
	if err := p.write(append(request, gossh.Marshal(text{gossh.Marshal(signature)})...)); err != nil {
		return err
	}
	return p.expect(&authSuccess{})
}
