/** The words of the API for a build that has ended. Every other word, known or not, counts as running. */
export const FINISHED: ReadonlySet<string> = new Set([
  "SUCCESS",
  "PARTITION_SUCCESS",
  "FAILED",
  "TEST_FAILED",
  "CANCELLED",
]);

/** Where CancelImagePipelineExecution is allowed (pages since 2024-12-26). */
export const CANCELLABLE: ReadonlySet<string> = new Set(["PREPARING", "REPAIRING", "BUILDING"]);

/** The phases of a build that runs through, in their order. */
export const PHASES = ["PREPARING", "REPAIRING", "BUILDING", "TESTING", "DISTRIBUTING", "RELEASING"] as const;

/** Every documented word; the filter Status takes no other. */
export const STATUSES: ReadonlySet<string> = new Set([...PHASES, "CANCELLING", ...FINISHED]);

/** Statuses in which the image of the build exists. RELEASING may also follow a failure and is decided apart. */
export const WITH_IMAGE: ReadonlySet<string> = new Set([
  "TESTING",
  "DISTRIBUTING",
  "SUCCESS",
  "PARTITION_SUCCESS",
  "TEST_FAILED",
]);

/** The latest progress line of each status: what `Message` shows. */
export const MESSAGES: Readonly<Record<string, string>> = {
  PREPARING: "Creating the intermediate instance and its network.",
  REPAIRING: "Checking and repairing the source image.",
  BUILDING: "Running the build commands on the intermediate instance.",
  TESTING: "Running the test commands on an instance of the new image.",
  DISTRIBUTING: "Copying the image to the target regions and sharing it.",
  RELEASING: "Releasing the intermediate resources.",
  CANCELLING: "Cancelling the build and releasing its resources.",
  SUCCESS: "The image was built.",
  PARTITION_SUCCESS: "The image was built, but not every copy of it could be made.",
  FAILED: "The build failed.",
  TEST_FAILED: "The image was built, but its test failed.",
  CANCELLED: "The build was cancelled.",
};

/** ErrorCode and ErrorInfo of builds that went wrong. The cloud documents no values: these are this endpoint's. */
export const ERRORS: Readonly<Record<string, { readonly code: string; readonly info: string }>> = {
  FAILED: { code: "CommandExecutionFailed", info: "A build command ended with exit code 1." },
  TEST_FAILED: { code: "TestExecutionFailed", info: "A test command ended with exit code 1." },
  PARTITION_SUCCESS: { code: "DistributionFailed", info: "The image could not be copied to every region." },
};
