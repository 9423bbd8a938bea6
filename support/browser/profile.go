package browser

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// profilePrefix begins the name of every directory of this package.
const profilePrefix = "assay-browser-"

// profile is a directory of our own with everything that a browser writes. It
// is locked for as long as this process lives, so that others can tell one in
// use from one left behind.
type profile struct {
	dir   string
	data  string // Chromium's own user data directory
	lock  *os.File
	owner *reaper
}

func newProfile(root string) (*profile, error) {
	sweep(root)
	dir, err := os.MkdirTemp(root, fmt.Sprintf("%s%d-", profilePrefix, os.Getpid()))
	if err != nil {
		return nil, &Error{
			Kind: Unusable, Action: "make a profile directory", Err: err,
			hint: "make room where temporary files go, or name another place for them with TMPDIR",
		}
	}
	p := &profile{dir: dir, data: filepath.Join(dir, "data")}
	p.lock, err = takeLock(filepath.Join(dir, "lock"))
	if err == nil {
		err = os.Mkdir(p.data, 0o700)
	}
	if err == nil {
		p.owner, err = startReaper(dir)
	}
	if err != nil {
		p.remove()
		return nil, fmt.Errorf("prepare the profile directory: %w", err)
	}
	return p, nil
}

// environment is all that the browser learns of ours: no variable with a
// credential in it ever reaches a process that shows foreign pages.
func (p *profile) environment() []string {
	env := []string{"HOME=" + p.dir, "PATH=" + os.Getenv("PATH"), "LANG=C.UTF-8"}
	if runtime.GOOS == "linux" {
		// What it puts into the temporary directory goes with the profile.
		env = append(env, "TMPDIR="+p.dir)
	}
	for _, name := range []string{"DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "USER", "LD_LIBRARY_PATH"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// remove deletes the directory. A process that was just killed may still be
// writing, so it is tried for a while.
func (p *profile) remove() {
	endProcesses(p.data)
	if p.lock != nil {
		defer p.lock.Close()
	}
	for range 100 {
		if os.RemoveAll(p.dir) == nil {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	p.owner.dismiss()
}

// sweep removes directories whose owner was killed, and what still runs on
// them. Reapers make it rare that there are any.
func sweep(root string) {
	entries, err := os.ReadDir(root)
	if err != nil {
		return // newProfile is about to say why
	}
	for _, entry := range entries {
		dir := filepath.Join(root, entry.Name())
		if entry.IsDir() && strings.HasPrefix(entry.Name(), profilePrefix) && abandoned(dir) {
			endProcesses(filepath.Join(dir, "data"))
			_ = os.RemoveAll(dir)
		}
	}
}

// abandoned says that the owner of dir is dead: its lock is free and it had
// got as far as to take it.
func abandoned(dir string) bool {
	lock, err := tryLock(filepath.Join(dir, "lock"))
	if err != nil {
		return false
	}
	defer lock.Close()
	info, err := lock.Stat()
	return err == nil && info.Size() > 0
}
