/** Node's arguments for a TypeScript program of ours. */
export const typescript = (program, ...args) => ["--import", "tsx", program, ...args];

/** The same for one that imports `lib/server`: there "server-only" lets itself be loaded under this condition. */
export const serverProgram = (program, ...args) => [
  "--conditions=react-server",
  ...typescript(program, ...args),
];
