package shell

import "strings"

// Address is where somebody reaches a server.
type Address struct {
	Host, Port string
	User       string // a code, or empty for those who are known by their keys
}

// As is the address of somebody with a code.
func (a Address) As(code string) Address {
	a.User = code
	return a
}

// Connect is the line that comes in, the same in every shell.
func (a Address) Connect() string { return "ssh" + a.port("-p") + " " + a.at(a.Host) }

// Draw is the line that runs a command that draws on a whole terminal.
func (a Address) Draw(command string) string {
	return "ssh -t" + a.port("-p") + " " + a.at(a.Host) + " " + command
}

// port is the option for it, where it is not the one that everybody tries.
func (a Address) port(option string) string {
	if a.Port == "22" {
		return ""
	}
	return " " + option + " " + a.Port
}

func (a Address) at(host string) string {
	if a.User == "" {
		return host
	}
	return a.User + "@" + host
}

// bracketed is the address for programs that take a colon for its end.
func (a Address) bracketed() string {
	if strings.Contains(a.Host, ":") {
		return a.at("[" + a.Host + "]")
	}
	return a.at(a.Host)
}
