export { NumberSettings as Settings } from "../shared/settings";
