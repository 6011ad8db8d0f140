// Preloaded into every child: when the parent is gone, even by kill -9, the kernel closes the channel.
process.on("disconnect", () => process.exit(1));
// The channel alone is no reason to stay.
process.channel?.unref();
