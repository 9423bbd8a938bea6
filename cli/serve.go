package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"assay/support/runner"
	"assay/support/simulator"
	"assay/support/target"

	"github.com/spf13/cobra"
)

// manageToken is the variable with the management port's token: a secret has
// no flag.
const manageToken = "ASSAY_MANAGE_TOKEN"

// goodbye is how long requests in flight may take when the server stops.
const goodbye = 5 * time.Second

// serveFlags are the flags of assay serve.
type serveFlags struct {
	listen      string
	http        bool
	channels    string
	manage      string
	door        string
	ca          string
	seed, vary  int64
	maxPayments int
	retention   time.Duration
	hookHosts   []string
	hookCA      string
	brands      string
	faults      []string
}

func (a *app) serveCommand() *cobra.Command {
	var flags serveFlags
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Run the simulator on its own, for any client",
		Long: `Run the simulator on its own, until Ctrl-C. When it is ready it prints one line
of key=value pairs: its url, the management port if there is one, the file with
its certificate authority, the door for people, and entityId and accessToken of a
channel to use.

The door is a few pages for a browser on this machine: the payments as they
come, and examples of every flow to try out.

The management port moves clocks and makes channels. It listens on loopback, or
elsewhere once ` + manageToken + ` holds a token for it.

Faults make it misbehave: all of it by --fault, a channel by faults: in its file
or by the management port, one request by its header Assay-Fault.`,
		Example: `  assay serve
  assay serve --listen 127.0.0.1:8443 --ca gateway-ca.pem
  assay serve --http --listen 127.0.0.1:8080 --manage 127.0.0.1:8081
  assay serve --channels channels.yaml
  assay serve --fault 'delay=uniform:50ms:2s' --fault 'timeout-after;on=POST:payments;nth=3'`,
		Args: atMost(0, "name the address with --listen"),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.serve(cmd.Context(), flags) },
	}
	f := cmd.Flags()
	f.StringVar(&flags.listen, "listen", "127.0.0.1:0", "`address` to listen on; port 0 takes a free one")
	f.BoolVar(&flags.http, "http", false, "speak plain HTTP instead of TLS")
	f.StringVar(&flags.channels, "channels", "", "YAML `file` with the channels to have")
	f.StringVar(&flags.manage, "manage", "", "`address` of the management port (default none)")
	f.StringVar(&flags.door, "door", "127.0.0.1:0", "`address` of the pages for people; "+noDoor+" for none")
	a.addBrands(cmd, &flags.brands)
	a.addFaults(cmd, &flags.faults)
	f.StringVar(&flags.ca, "ca", "", "`file` to write the certificate authority to (default a temporary one)")
	f.Int64Var(&flags.seed, "seed", 0, "`number` that fixes ids and other made-up values")
	addVary(cmd, &flags.vary)
	addList(f, &flags.hookHosts, "webhook-host",
		"`host` beyond this machine that webhooks may lead to; * for all (default none)")
	f.StringVar(&flags.hookCA, "webhook-ca", "", "`file` with the authority of shops that are called, in PEM form")
	f.IntVar(&flags.maxPayments, "max-payments", simulator.DefaultMaxPayments, "remember `n` payments, the newest")
	f.DurationVar(&flags.retention, "retention", 0, "remember a payment for that `time` (default 14 months)")
	return cmd
}

// serve is assay serve.
func (a *app) serve(ctx context.Context, flags serveFlags) (err error) {
	token := strings.TrimSpace(a.env(manageToken)) // as it comes out of a header
	if token == "" && exposed(flags.manage) {
		return &usageError{
			"the management port would be open to everybody on " + flags.manage,
			"put a token of your own into " + manageToken + ", or use --manage 127.0.0.1:0",
		}
	}
	config, channels, err := a.simulation(flags)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(ctx, endings()...)
	defer stop()
	listen := simulator.Listen{Addr: flags.listen, HTTP: flags.http, Manage: flags.manage, ManageToken: token}
	if flags.manage == "" && flags.door != noDoor {
		listen.Manage, listen.ManageToken = "127.0.0.1:0", doorToken()
	}
	running, err := simulator.Start(ctx, config, listen)
	if err != nil {
		return &startError{inFile(err, channels)}
	}
	defer func() {
		patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), goodbye)
		defer cancel()
		if closing := running.Close(patience); err == nil {
			err = closing
		}
	}()
	ca, forget, err := keepCA(flags.ca, running.CA)
	if err != nil {
		return err
	}
	defer forget()
	line, closeDoor, err := a.ready(flags, listen.ManageToken, running, ca)
	if err != nil {
		return &startError{err}
	}
	defer closeDoor()
	if _, err := fmt.Fprintln(a.stdout, line); err != nil {
		return fmt.Errorf("tell that the simulator is ready: %w", err)
	}
	<-ctx.Done()
	a.say("stopped")
	return nil
}

// simulation is what the flags and the files they name say of the simulator, and
// the channels as their file has them.
func (a *app) simulation(flags serveFlags) (simulator.Config, []target.Channel, error) {
	if flags.maxPayments < 1 {
		return simulator.Config{}, nil, &usageError{
			fmt.Sprintf("flag --max-payments cannot be %d", flags.maxPayments), "it takes 1 or more",
		}
	}
	if flags.retention < 0 {
		return simulator.Config{}, nil, &usageError{
			fmt.Sprintf("flag --retention cannot be %s", flags.retention), "it takes a duration such as 720h; 0 stands for 14 months",
		}
	}
	if err := runner.CheckFaults(flags.faults); err != nil {
		return simulator.Config{}, nil, err
	}
	brands, err := runner.LoadBrands(flags.brands)
	if err != nil {
		return simulator.Config{}, nil, err
	}
	config := simulator.Config{
		Brands: brands, Seed: flags.seed, Vary: flags.vary, MaxPayments: flags.maxPayments, Retention: flags.retention,
		WebhookHosts: flags.hookHosts, Faults: flags.faults,
	}
	if flags.hookCA != "" {
		if config.WebhookCA, err = os.ReadFile(flags.hookCA); err != nil {
			return config, nil, &usageError{
				"cannot read the authority of webhooks: " + err.Error(), "name a PEM file with --webhook-ca",
			}
		}
	}
	if flags.channels == "" {
		return config, nil, nil
	}
	channels, err := target.LoadChannels(flags.channels, a.env)
	if err != nil {
		return config, nil, err
	}
	if err := runner.CheckListed(channels, brands); err != nil {
		return config, nil, err
	}
	for _, c := range channels {
		config.Channels = append(config.Channels, served(c))
	}
	return config, channels, nil
}

// inFile gives the simulator's error about a channel its place in the file.
func inFile(err error, channels []target.Channel) error {
	var wrong *simulator.ChannelError
	var hinter interface{ Hint() string }
	if channels == nil || !errors.As(err, &wrong) || !errors.As(err, &hinter) {
		return err
	}
	return channels[wrong.Index].Mistake(wrong.Error(), hinter.Hint(), wrong.Path...)
}

// startError is a simulator that could not start. Whatever the reason, it is in
// the flags, the channels or the machine's ports: a matter of usage.
type startError struct{ error }

// Unwrap returns the simulator's error, which has the hint.
func (e *startError) Unwrap() error { return e.error }

// ExitCode returns the exit code for usage and configuration.
func (e *startError) ExitCode() int { return exitUsage }

// exposed says whether an address can be reached from other machines.
func exposed(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil || host == "localhost" {
		return false // not an address at all is said better by who listens
	}
	ip := net.ParseIP(host)
	return ip == nil || !ip.IsLoopback()
}

// served makes the simulator's channel from one of the file.
func served(c target.Channel) simulator.Channel {
	s := simulator.Channel{
		Name: c.Name, EntityID: c.EntityID, Parent: c.Parent, AccessToken: c.AccessToken.Reveal(), UserID: c.UserID,
		Password: c.Password.Reveal(), Mode: c.Mode, Brands: c.Brands, Currencies: c.Currencies,
		PaymentTypes: c.PaymentTypes, ThreeDSecure: c.ThreeDSecure, Settings: c.Settings, Faults: c.Faults,
	}
	for _, h := range c.Webhooks {
		s.Webhooks = append(s.Webhooks, simulator.Webhook{
			URL: h.URL, Types: h.Types, Fields: h.Fields, Secret: h.Secret.Reveal(), Wrapper: h.Wrapper, Active: h.Active,
		})
	}
	return s
}

// keepCA writes the certificate authority where clients can read it. The
// function it returns takes a temporary file away again.
func keepCA(path string, pem []byte) (string, func(), error) {
	nothing := func() {}
	if len(pem) == 0 {
		return "", nothing, nil
	}
	if path == "" {
		dir, err := os.MkdirTemp("", "assay-serve-")
		if err != nil {
			return "", nothing, &usageError{
				"cannot make a place for the certificate authority: " + err.Error(),
				"name a file with --ca, or a directory for temporary files that exists with TMPDIR",
			}
		}
		path, nothing = filepath.Join(dir, "ca.pem"), func() { _ = os.RemoveAll(dir) }
	}
	if err := os.WriteFile(path, pem, 0o644); err != nil {
		nothing()
		return "", nothing, &usageError{
			"cannot write the certificate authority: " + err.Error(), "name another file with --ca",
		}
	}
	return path, nothing, nil
}

// ready opens the door and makes the one line that says how to reach what
// runs. The access token is no secret: it opens nothing but this process.
func (a *app) ready(flags serveFlags, manageToken string, r *simulator.Running, ca string) (string, func(), error) {
	line := "ready url=" + r.URL
	if flags.manage != "" {
		line += " manage=" + r.ManageURL
	}
	if ca != "" {
		line += " ca=" + ca
	}
	closeDoor := func() {}
	if flags.door != noDoor {
		d, err := openDoor(flags.door, ca, manageToken, r)
		if err != nil {
			return "", closeDoor, err
		}
		line += " door=" + d.URL
		closeDoor = func() { _ = d.Close() } // nobody is left to tell
	}
	return line + " entityId=" + r.Channel.EntityID + " accessToken=" + r.Channel.AccessToken, closeDoor, nil
}
