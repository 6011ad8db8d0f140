import type { Action } from "./action";
import { cancelImagePipelineExecution } from "./cancel-image-pipeline-execution";
import { createImageComponent } from "./create-image-component";
import { createImagePipeline } from "./create-image-pipeline";
import { deleteImageComponent } from "./delete-image-component";
import { deleteImagePipeline } from "./delete-image-pipeline";
import { describeImageComponents } from "./describe-image-components";
import { describeImageFromFamily } from "./describe-image-from-family";
import { describeImagePipelineExecutions } from "./describe-image-pipeline-executions";
import { describeImagePipelines } from "./describe-image-pipelines";
import { describeImageSupportInstanceTypes } from "./describe-image-support-instance-types";
import { describeImages } from "./describe-images";
import { describeInstanceTypes } from "./describe-instance-types";
import { describeRegions } from "./describe-regions";
import { describeVSwitches, describeVSwitchesOfVpc } from "./describe-v-switches";
import { describeZones } from "./describe-zones";
import { startImagePipelineExecution } from "./start-image-pipeline-execution";

/** Every operation that this endpoint answers. */
const ACTIONS: readonly Action[] = [
  describeRegions,
  describeImagePipelines,
  describeImagePipelineExecutions,
  deleteImagePipeline,
  startImagePipelineExecution,
  cancelImagePipelineExecution,
  createImagePipeline,
  createImageComponent,
  describeImageComponents,
  deleteImageComponent,
  describeZones,
  describeImages,
  describeImageFromFamily,
  describeInstanceTypes,
  describeImageSupportInstanceTypes,
  describeVSwitches,
  describeVSwitchesOfVpc,
];

const TABLE: ReadonlyMap<string, Action> = new Map(
  ACTIONS.map((action) => [`${action.version} ${action.name}`, action]),
);

/** The operation of a name and version, if there is one. */
export function actionOf(name: string, version: string): Action | undefined {
  return TABLE.get(`${version} ${name}`);
}

/** The names of all operations. */
export const ACTION_NAMES: readonly string[] = [...new Set(ACTIONS.map((action) => action.name))];
