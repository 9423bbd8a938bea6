package browser

import (
	"fmt"
	"io"
	"os"
	"os/exec"
)

// reaperScript waits for the end of its input, which comes when the process
// that started it is gone, however it went: a pipe is closed by the kernel even
// after kill -9. Then it ends the browser's process group, and whatever else has
// the directory for its profile, and removes the directory. A process that is
// just being born may escape the first blow, hence the loop. "done" means that
// all has been cleaned up already.
const reaperScript = `
group=
while read -r word value; do
	case $word in
	group) group=$value ;;
	done) exit 0 ;;
	esac
done
tries=0
while :; do
	if [ -n "$group" ]; then kill -9 -- "-$group" 2>/dev/null; fi
	pkill -9 -f -- "--user-data-dir=$1/" 2>/dev/null
	rm -rf -- "$1" 2>/dev/null
	if [ ! -e "$1" ] || [ "$tries" -ge 300 ]; then exit 0; fi
	tries=$((tries + 1))
	sleep 0.1
done
`

// reaper is the small process that outlives this one by a moment. A nil reaper
// is one that this system cannot have.
type reaper struct {
	cmd *exec.Cmd
	say io.WriteCloser
}

// startReaper starts a reaper for dir. Without a shell there is none, and the
// next start sweeps up instead.
func startReaper(dir string) (*reaper, error) {
	shell, err := exec.LookPath("sh")
	if err != nil || !canReap {
		return nil, nil
	}
	cmd := exec.Command(shell, "-c", reaperScript, "assay-reaper", dir)
	cmd.Dir = os.TempDir()
	cmd.Env = []string{"PATH=" + os.Getenv("PATH")}
	ownGroup(cmd)
	say, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the shell that cleans up: %w", err)
	}
	return &reaper{cmd: cmd, say: say}, nil
}

// group tells which process group to end.
func (r *reaper) group(id int) {
	if r != nil {
		_, _ = fmt.Fprintf(r.say, "group %d\n", id)
	}
}

// dismiss ends the reaper without any work for it.
func (r *reaper) dismiss() {
	if r == nil {
		return
	}
	_, _ = io.WriteString(r.say, "done\n")
	_ = r.say.Close()
	_ = r.cmd.Wait()
}
