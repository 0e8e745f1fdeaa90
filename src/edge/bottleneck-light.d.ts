/** The part of bottleneck that the throttling plugin brings; it ships without types of its own. */
declare module "bottleneck/light.js" {
  export { default } from "bottleneck";
}
