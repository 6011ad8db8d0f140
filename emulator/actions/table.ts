import type { Action } from "./action";
import { cancelImagePipelineExecution } from "./cancel-image-pipeline-execution";
import { deleteImagePipeline } from "./delete-image-pipeline";
import { describeImagePipelineExecutions } from "./describe-image-pipeline-executions";
import { describeImagePipelines } from "./describe-image-pipelines";
import { describeRegions } from "./describe-regions";
import { startImagePipelineExecution } from "./start-image-pipeline-execution";

/** Every operation that this endpoint answers. */
const ACTIONS: readonly Action[] = [
  describeRegions,
  describeImagePipelines,
  describeImagePipelineExecutions,
  deleteImagePipeline,
  startImagePipelineExecution,
  cancelImagePipelineExecution,
];

const TABLE: ReadonlyMap<string, Action> = new Map(
  ACTIONS.map((action) => [`${action.version} ${action.name}`, action]),
);

/** The operation of a name and version, if there is one. */
export function actionOf(name: string, version: string): Action | undefined {
  return TABLE.get(`${version} ${name}`);
}

/** The names of all operations. */
export const ACTION_NAMES: readonly string[] = ACTIONS.map((action) => action.name);
