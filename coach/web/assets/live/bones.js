// The 33 landmarks of the pose model, as far as a drawing needs them.

export const BONES = [
  [11, 12, "middle"], [23, 24, "middle"], [11, 23, "left"], [12, 24, "right"],
  [11, 13, "left"], [13, 15, "left"], [12, 14, "right"], [14, 16, "right"],
  [23, 25, "left"], [25, 27, "left"], [24, 26, "right"], [26, 28, "right"],
  [27, 29, "left"], [29, 31, "left"], [28, 30, "right"], [30, 32, "right"],
];
export const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28];
export const HEAD = [7, 8];
export const SHOULDERS = [11, 12];
