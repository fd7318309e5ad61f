// Preloaded into a process of which a test wants to know how much memory it took at most, in kB.
process.on("exit", () => console.error(`peak memory: ${process.resourceUsage().maxRSS}`));
