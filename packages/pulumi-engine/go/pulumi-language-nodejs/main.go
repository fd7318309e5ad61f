// Pulumi's engine runs programs through a "language host", a plugin that it finds beside its own binary. Pulumi's Node
// language host has no tagged module that Go could fetch, so this one stands in for it where the CLI had to be built from
// source: it starts what @pulumi/pulumi itself brings for running programs (cmd/run) and policy packs
// (cmd/run-policy-pack), with the Node on the PATH, and leaves everything else to them.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

const engineCheckInterval = time.Minute

// How long a program may take to end once it is told to.
const grace = 10 * time.Second

// What cmd/run exits with when the user has already been told what is wrong.
const alreadyExplained = 32

func main() {
	flag.Parse()
	if flag.NArg() == 0 {
		fail(errors.New("usage: pulumi-language-nodejs <address of the engine>"))
	}
	host := &languageHost{engine: flag.Arg(flag.NArg() - 1)}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// Without an engine there is nobody to work for.
	if err := rpcutil.Healthcheck(ctx, host.engine, engineCheckInterval, stop); err != nil {
		fail(err)
	}
	over := make(chan bool)
	go func() {
		<-ctx.Done()
		close(over)
	}()
	server, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: over,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, host)
			return nil
		},
		Options: rpcutil.OpenTracingServerInterceptorOptions(nil),
	})
	if err != nil {
		fail(err)
	}
	// The engine reads from here where to connect to.
	fmt.Println(server.Port)
	if err := <-server.Done; err != nil {
		fail(err)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "pulumi-language-nodejs:", err)
	os.Exit(1)
}

type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	engine string
}

func (*languageHost) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// GetRequiredPackages names the providers that the program's direct dependencies need, so that the engine can load them
// before the program asks.
func (*languageHost) GetRequiredPackages(
	ctx context.Context, req *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	dependencies, err := dependenciesOf(ctx, req.Info.ProgramDirectory)
	if err != nil {
		return nil, err
	}
	res := &pulumirpc.GetRequiredPackagesResponse{}
	for _, dependency := range dependencies {
		if dependency.Provider != "" {
			res.Packages = append(res.Packages, &pulumirpc.PackageDependency{
				Name: dependency.Provider, Kind: "resource", Version: dependency.Version,
			})
		}
	}
	return res, nil
}

func (*languageHost) GetProgramDependencies(
	ctx context.Context, req *pulumirpc.GetProgramDependenciesRequest,
) (*pulumirpc.GetProgramDependenciesResponse, error) {
	dependencies, err := dependenciesOf(ctx, req.Info.ProgramDirectory)
	if err != nil {
		return nil, err
	}
	res := &pulumirpc.GetProgramDependenciesResponse{}
	for _, dependency := range dependencies {
		res.Dependencies = append(res.Dependencies, &pulumirpc.DependencyInfo{
			Name: dependency.Name, Version: dependency.Version,
		})
	}
	return res, nil
}

func (*languageHost) About(ctx context.Context, req *pulumirpc.AboutRequest) (*pulumirpc.AboutResponse, error) {
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, err
	}
	out, err := exec.CommandContext(ctx, node, "--version").Output()
	if err != nil {
		return nil, err
	}
	return &pulumirpc.AboutResponse{Executable: node, Version: strings.TrimSpace(string(out))}, nil
}

// Run runs the program once, for a preview or an update, and tells how it ended.
func (host *languageHost) Run(ctx context.Context, req *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	runner, err := resolve(ctx, req.Info.ProgramDirectory, "@pulumi/pulumi/cmd/run")
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(req.Config)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, req.ConfigSecretKeys...))
	if err != nil {
		return nil, err
	}
	options := req.Info.Options.AsMap()
	args := []string{
		runner,
		"--monitor=" + req.MonitorAddress,
		"--engine=" + host.engine,
		"--organization=" + req.Organization,
		"--project=" + req.Project,
		"--root-directory=" + req.Info.RootDirectory,
		"--stack=" + req.Stack,
		"--pwd=" + req.Pwd,
		"--parallel=" + strconv.Itoa(int(req.Parallel)),
	}
	if req.DryRun {
		args = append(args, "--dry-run")
	}
	args = append(append(args, req.Info.EntryPoint), req.Args...)

	program := node(ctx, req.Info.ProgramDirectory, args)
	program.Stdout, program.Stderr = os.Stdout, os.Stderr
	program.Env = append(os.Environ(),
		"PULUMI_CONFIG="+string(config),
		"PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys),
		"PULUMI_NODEJS_TYPESCRIPT="+strconv.FormatBool(options["typescript"] != false))
	err = program.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &exit) && exit.ExitCode() == alreadyExplained:
		return &pulumirpc.RunResponse{Bail: true}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("the program failed: %v", err)}, nil
	}
}

// RunPlugin runs a policy pack until the engine has done with it.
func (*languageHost) RunPlugin(
	req *pulumirpc.RunPluginRequest, stream pulumirpc.LanguageRuntime_RunPluginServer,
) error {
	if req.Kind != "analyzer" {
		return status.Errorf(codes.Unimplemented, "a plugin of kind %q; only policy packs can be run", req.Kind)
	}
	runner, err := resolve(stream.Context(), req.Info.ProgramDirectory, "@pulumi/pulumi/cmd/run-policy-pack")
	if err != nil {
		return err
	}
	args := append([]string{runner}, req.Args...)
	// A pack reads its own package.json from where it runs.
	pack := node(stream.Context(), req.Info.ProgramDirectory, append(args, req.Info.ProgramDirectory))
	pack.Env = req.Env
	// A stream takes one message at a time.
	var sending sync.Mutex
	send := func(wrap func([]byte) *pulumirpc.RunPluginResponse) writerFunc {
		return func(text []byte) (int, error) {
			sending.Lock()
			defer sending.Unlock()
			return len(text), stream.Send(wrap(append([]byte{}, text...)))
		}
	}
	pack.Stdout = send(func(text []byte) *pulumirpc.RunPluginResponse {
		return &pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stdout{Stdout: text}}
	})
	pack.Stderr = send(func(text []byte) *pulumirpc.RunPluginResponse {
		return &pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Stderr{Stderr: text}}
	})
	var exit *exec.ExitError
	if err := pack.Run(); err != nil && !errors.As(err, &exit) {
		return err
	}
	code := int32(pack.ProcessState.ExitCode())
	return stream.Send(&pulumirpc.RunPluginResponse{Output: &pulumirpc.RunPluginResponse_Exitcode{Exitcode: code}})
}

type writerFunc func([]byte) (int, error)

func (write writerFunc) Write(text []byte) (int, error) { return write(text) }

// A node process that ends with ctx: by the signal that lets it clean up, and after a while by force.
func node(ctx context.Context, directory string, args []string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "node", args...)
	cmd.Dir = directory
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = grace
	return cmd
}

// The file that a module's name stands for, as seen from a directory.
func resolve(ctx context.Context, directory, module string) (string, error) {
	cmd := exec.CommandContext(ctx, "node", "--print", "require.resolve(process.argv[1])", module)
	cmd.Dir = directory
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", fmt.Errorf("%s cannot be found from %s: install its dependencies first\n%s", module, directory, exit.Stderr)
	}
	if err != nil {
		return "", fmt.Errorf("node does not start: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

type dependency struct {
	Name, Version string
	// The resource plugin that it needs; empty for most packages.
	Provider string
}

// The installed packages that the nearest package.json names as dependencies.
func dependenciesOf(ctx context.Context, directory string) ([]dependency, error) {
	cmd := exec.CommandContext(ctx, "node", "--eval", listDependencies)
	cmd.Dir = directory
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("reading the dependencies of %s: %w", directory, err)
	}
	var found []dependency
	return found, json.Unmarshal(out, &found)
}

const listDependencies = `
const { existsSync, readFileSync } = require("node:fs");
const { dirname, join } = require("node:path");
const manifest = (path) => JSON.parse(readFileSync(path, "utf8"));
let root = process.cwd();
while (!existsSync(join(root, "package.json")) && root !== dirname(root)) root = dirname(root);
const { dependencies = {} } = manifest(join(root, "package.json"));
const found = Object.keys(dependencies).flatMap((name) => {
  const path = join(root, "node_modules", name, "package.json");
  if (!existsSync(path)) return [];
  const { version, pulumi } = manifest(path);
  const provider = pulumi?.resource === true ? (pulumi.name ?? name.replace("@pulumi/", "")) : "";
  return [{ Name: name, Version: pulumi?.version ?? version, Provider: provider }];
});
console.log(JSON.stringify(found));
`
