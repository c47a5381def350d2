package line

import (
	"bufio"
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"io"
	"sync"
	"sync/atomic"

	gossh "golang.org/x/crypto/ssh"
)

const (
	maxPacket = 256 << 10 // bytes, more than any server sends
	minPad    = 4
)

// packets reads and writes the packets of one connection, in the clear until
// the keys are there. Only one goroutine may read; any may write.
type packets struct {
	conn     io.Writer
	in       *bufio.Reader
	opener   *half
	buf      []byte       // what was read last
	received atomic.Int64 // bytes

	mu     sync.Mutex
	sealer *half
}

// half is one direction of an encrypted connection: AES-128 in GCM, as in RFC
// 5647.
type half struct {
	aead  cipher.AEAD
	nonce []byte
}

func newHalf(key, iv []byte) (*half, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	return &half{aead, iv}, err
}

// advance counts the packet in the last eight bytes of the nonce.
func (h *half) advance() {
	count := h.nonce[len(h.nonce)-8:]
	binary.BigEndian.PutUint64(count, binary.BigEndian.Uint64(count)+1)
}

// read returns the next payload. It is good until the next read.
func (p *packets) read() ([]byte, error) {
	var head [4]byte
	if _, err := io.ReadFull(p.in, head[:]); err != nil {
		return nil, err
	}
	n := int(binary.BigEndian.Uint32(head[:]))
	if p.opener != nil {
		n += p.opener.aead.Overhead()
	}
	if n > maxPacket {
		return nil, fmt.Errorf("line: a packet of %d bytes", n)
	}
	if cap(p.buf) < n {
		p.buf = make([]byte, n)
	}
	body := p.buf[:n]
	if _, err := io.ReadFull(p.in, body); err != nil {
		return nil, err
	}
	p.received.Add(int64(len(head) + n))
	if p.opener != nil {
		var err error
		if body, err = p.opener.aead.Open(body[:0], p.opener.nonce, body, head[:]); err != nil {
			return nil, err
		}
		p.opener.advance()
	}
	if len(body) < 2 || int(body[0]) > len(body)-2 {
		return nil, fmt.Errorf("line: a packet without a payload")
	}
	return body[1 : len(body)-int(body[0])], nil
}

// write sends a payload.
func (p *packets) write(payload []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	align, covered := 8, 4+1+len(payload)
	if p.sealer != nil {
		align, covered = aes.BlockSize, 1+len(payload)
	}
	pad := align - covered%align
	if pad < minPad {
		pad += align
	}
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+pad))
	packet = append(packet, byte(pad))
	packet = append(packet, payload...)
	packet = append(packet, make([]byte, pad)...) // what it holds does not matter
	if p.sealer != nil {
		packet = p.sealer.aead.Seal(packet[:4], p.sealer.nonce, packet[4:], packet[:4])
		p.sealer.advance()
	}
	_, err := p.conn.Write(packet)
	return err
}

// send writes a message of golang.org/x/crypto/ssh's kind: a struct whose first
// field says its number.
func (p *packets) send(message any) error { return p.write(gossh.Marshal(message)) }

// expect reads a message of the kind of into.
func (p *packets) expect(into any) error {
	payload, err := p.read()
	if err != nil {
		return err
	}
	return gossh.Unmarshal(payload, into)
}
