import "server-only";

/** The operations whose calls are counted, as this console names them. */
export const OPERATIONS: Readonly<Record<string, string>> = {
  DescribeImagePipelines: "listTemplates",
  DescribeImagePipelineExecutions: "readBuilds",
  DeleteImagePipeline: "deleteTemplate",
  StartImagePipelineExecution: "startBuild",
  CancelImagePipelineExecution: "cancelBuild",
  CreateImagePipeline: "createTemplate",
  DescribeRegions: "listRegions",
};
