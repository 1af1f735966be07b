export { TextSettings as Settings } from "../shared/settings";
