package guest

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ecdh"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/big"
	"net"
	"strings"

	"golang.org/x/crypto/ssh"
)

// wire is the lowest layer of SSH (RFC 4253), with one choice of everything:
// curve25519-sha256 (RFC 8731) and aes128-gcm (RFC 5647). It believes every
// server that it is the right one.
type wire struct {
	conn    net.Conn
	in      *bufio.Reader
	out     direction
	inbound direction
}

// direction is how packets are hidden one way; nothing is before there are keys.
type direction struct {
	aead  cipher.AEAD
	nonce []byte
}

type (
	kexInit struct {
		Cookie                        [16]byte `sshtype:"20"`
		Exchange, HostKey             []string
		CipherThere, CipherHere       []string
		MACThere, MACHere             []string
		CompressThere, CompressHere   []string
		LanguagesThere, LanguagesHere []string
		FirstFollows                  bool
		Reserved                      uint32
	}
	kexECDHInit struct {
		Ours []byte `sshtype:"30"`
	}
	kexECDHReply struct {
		HostKey   []byte `sshtype:"31"`
		Theirs    []byte
		Signature []byte
	}
	newKeys struct {
		Rest []byte `sshtype:"21" ssh:"rest"`
	}
	exchanged struct {
		VersionThere, VersionHere []byte
		InitThere, InitHere       []byte
		HostKey, Ours, Theirs     []byte
		Secret                    *big.Int
	}
)

const version = "SSH-2.0-guest"

// newWire shakes hands.
func newWire(conn net.Conn) (*wire, error) {
	w := &wire{conn: conn, in: bufio.NewReader(conn)}
	if _, err := io.WriteString(conn, version+"\r\n"); err != nil {
		return nil, err
	}
	theirs, err := w.in.ReadString('\n')
	if err != nil {
		return nil, err
	}
	offer := kexInit{
		Exchange: []string{"curve25519-sha256"}, HostKey: []string{ssh.KeyAlgoED25519},
		CipherThere: []string{"aes128-gcm@openssh.com"}, CipherHere: []string{"aes128-gcm@openssh.com"},
		MACThere: []string{"hmac-sha2-256"}, MACHere: []string{"hmac-sha2-256"},
		CompressThere: []string{"none"}, CompressHere: []string{"none"},
	}
	if err := w.send(offer); err != nil {
		return nil, err
	}
	init, err := w.receive()
	if err != nil {
		return nil, err
	}
	return w, w.agree(exchanged{
		VersionThere: []byte(version), VersionHere: []byte(strings.TrimRight(theirs, "\r\n")),
		InitThere: ssh.Marshal(offer), InitHere: init,
	})
}

// agree agrees on the keys.
func (w *wire) agree(e exchanged) error {
	ours, err := ecdh.X25519().GenerateKey(rand.Reader)
	if err != nil {
		return err
	}
	e.Ours = ours.PublicKey().Bytes()
	if err := w.send(kexECDHInit{e.Ours}); err != nil {
		return err
	}
	m, err := w.receive()
	if err != nil {
		return err
	}
	var reply kexECDHReply
	if err := ssh.Unmarshal(m, &reply); err != nil {
		return err
	}
	theirs, err := ecdh.X25519().NewPublicKey(reply.Theirs)
	if err != nil {
		return err
	}
	secret, err := ours.ECDH(theirs)
	if err != nil {
		return err
	}
	e.HostKey, e.Theirs, e.Secret = reply.HostKey, reply.Theirs, new(big.Int).SetBytes(secret)
	if err := w.send(newKeys{}); err != nil {
		return err
	}
	if _, err := w.receive(); err != nil { // theirs
		return err
	}
	hash := sha256.Sum256(ssh.Marshal(e))
	key := func(letter byte) []byte {
		b := ssh.Marshal(struct{ Secret *big.Int }{e.Secret})
		b = append(append(append(b, hash[:]...), letter), hash[:]...)
		k := sha256.Sum256(b)
		return k[:]
	}
	w.out, err = newDirection(key('C'), key('A'))
	if err != nil {
		return err
	}
	w.inbound, err = newDirection(key('D'), key('B'))
	return err
}

func newDirection(key, nonce []byte) (direction, error) {
	block, err := aes.NewCipher(key[:16])
	if err != nil {
		return direction{}, err
	}
	aead, err := cipher.NewGCM(block)
	return direction{aead, nonce[:12]}, err
}

// next counts a packet.
func (d *direction) next() {
	binary.BigEndian.PutUint64(d.nonce[4:], binary.BigEndian.Uint64(d.nonce[4:])+1)
}

// send sends one message.
func (w *wire) send(message any) error {
	payload := ssh.Marshal(message)
	// The length is within the padded block only where it is not hidden.
	block, counted := 16, 0
	if w.out.aead == nil {
		block, counted = 8, 4
	}
	padding := block - (counted+1+len(payload))%block
	if padding < 4 {
		padding += block
	}
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	body := append(append([]byte{byte(padding)}, payload...), make([]byte, padding)...)
	if w.out.aead == nil {
		packet = append(packet, body...)
	} else {
		packet = w.out.aead.Seal(packet, w.out.nonce, body, packet)
		w.out.next()
	}
	_, err := w.conn.Write(packet)
	return err
}

// receive is the payload of the next message.
func (w *wire) receive() ([]byte, error) {
	length := make([]byte, 4)
	if _, err := io.ReadFull(w.in, length); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(length))
	if n < 2 || n > 1<<18 {
		return nil, fmt.Errorf("a packet of %d bytes", n)
	}
	if w.inbound.aead != nil {
		n += w.inbound.aead.Overhead()
	}
	body := make([]byte, n)
	if _, err := io.ReadFull(w.in, body); err != nil {
		return nil, err
	}
	if w.inbound.aead != nil {
		var err error
		if body, err = w.inbound.aead.Open(body[:0], w.inbound.nonce, body, length); err != nil {
			return nil, err
		}
		w.inbound.next()
	}
	if padding := int(body[0]); padding+1 < len(body) {
		return body[1 : len(body)-padding], nil
	}
	return nil, errors.New("an empty packet")
}
