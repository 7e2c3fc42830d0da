"""Load and shape the human body: vertices, triangles, bones and skinning weights.

Axes, everywhere in this package: x to the person's left, y up, z forward; metres. In the rest pose
the soles stand on y = 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .assets import AssetReader

Array = NDArray[np.float64]
IntArray = NDArray[np.int64]

DECIMETRES_TO_METRES = 0.1
EYES = ("helper-l-eye", "helper-r-eye")
# The rig's own hip and knee pivots were placed for game animation. These shifts (metres along z)
# put them on the line of a straight standing leg, where a person's joint centres are.
PIVOT_SHIFT_Z = {"thigh": 0.020, "calf": -0.014}


@dataclass(frozen=True)
class BodyShape:
    """Which body to build.

    Attributes:
        sex: "female" or "male".
        ancestry: "african", "asian" or "caucasian" (names of the mesh's own shape targets).
        age: "young" or "old".
        build: muscle and weight level, for example "averagemuscle-averageweight".
        height_m: standing height that the body is scaled to.
    """

    sex: str = "female"
    ancestry: str = "caucasian"
    age: str = "young"
    build: str = "averagemuscle-averageweight"
    height_m: float = 1.68


@dataclass(frozen=True)
class Bone:
    """One bone: name, parent (empty for the root) and rest position of its head, shape (3,)."""

    name: str
    parent: str
    head: Array


@dataclass(frozen=True)
class BodyMesh:
    """A body in its rest pose.

    Attributes:
        vertices: (V, 3) metres.
        triangles: (T, 3) vertex indices.
        weights: (V, B) skinning weights, each row sums to 1.
        bones: B bones, parents before children.
        eyes: (2, 3) centres of the left and right eye.
        mouth: (3,) centre of the mouth.
        is_eye: (V,) bool, vertices of the eyeballs.
    """

    vertices: Array
    triangles: IntArray
    weights: Array
    bones: tuple[Bone, ...]
    eyes: Array
    mouth: Array
    is_eye: NDArray[np.bool_]

    def bone_index(self, name: str) -> int:
        """Index of a bone by name."""
        return next(i for i, bone in enumerate(self.bones) if bone.name == name)

    def region(self, *prefixes: str) -> Array:
        """(V,) summed weight of all bones whose name starts with one of ``prefixes``."""
        columns = [i for i, bone in enumerate(self.bones) if bone.name.startswith(prefixes)]
        return np.asarray(self.weights[:, columns].sum(axis=1))


def _parse_obj(text: str) -> tuple[Array, dict[str, list[list[int]]]]:
    vertices: list[list[float]] = []
    groups: dict[str, list[list[int]]] = {}
    current: list[list[int]] = []
    for line in text.splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "v":
            vertices.append([float(value) for value in rest.split()[:3]])
        elif kind == "g":
            current = groups.setdefault(rest.strip(), [])
        elif kind == "f":
            current.append([int(item.split("/")[0]) - 1 for item in rest.split()])
    return np.array(vertices), groups


def _add_target(vertices: Array, text: str) -> None:
    rows = [line.split() for line in text.splitlines() if line and not line.startswith("#")]
    if not rows:  # the average build is the mesh itself, its file holds comments only
        return
    index = np.array([int(row[0]) for row in rows])
    vertices[index] += np.array([[float(value) for value in row[1:4]] for row in rows])


def _quads_to_triangles(quads: list[list[int]]) -> IntArray:
    faces = np.array(quads, dtype=np.int64)
    return np.concatenate([faces[:, [0, 1, 2]], faces[:, [0, 2, 3]]])


def _load_bones(
    rig: dict[str, dict[str, Any]], vertices: Array, groups: dict[str, list[list[int]]]
) -> tuple[Bone, ...]:
    bones: dict[str, Bone] = {}
    waiting = {name: spec for name, spec in rig.items() if name != "Root"}
    while waiting:
        for name, spec in list(waiting.items()):
            parent = spec["parent"] if spec["parent"] != "Root" else ""
            if parent and parent not in bones:
                continue
            cube = np.unique(np.array(groups[spec["head"]["cube_name"]]))
            head = vertices[cube].mean(axis=0)
            head[2] += PIVOT_SHIFT_Z.get(name.rsplit("_", 1)[0], 0.0)
            bones[name] = Bone(name, parent, head)
            del waiting[name]
    return tuple(bones.values())


def load_body(reader: AssetReader, shape: BodyShape) -> BodyMesh:
    """Build the body described by ``shape`` from the mesh files."""
    vertices, groups = _parse_obj(reader.text("3dobjs/base.obj"))
    targets = "targets/macrodetails"
    person = f"{shape.sex}-{shape.age}"
    _add_target(vertices, reader.text(f"{targets}/{shape.ancestry}-{person}.target.gz"))
    _add_target(vertices, reader.text(f"{targets}/universal-{person}-{shape.build}.target.gz"))

    used = np.unique(np.array(groups["body"]))
    low, high = vertices[used, 1].min(), vertices[used, 1].max()
    vertices[:, 1] -= low
    vertices *= shape.height_m / (high - low)

    bones = _load_bones(reader.json("rigs/standard/rig.game_engine.json"), vertices, groups)
    weights = np.zeros((len(vertices), len(bones)))
    table = reader.json("rigs/standard/weights.game_engine.json")["weights"]
    for column, bone in enumerate(bones):
        for index, value in table.get(bone.name, []):
            weights[index, column] = value

    parts = ("body", *EYES)
    triangles = np.concatenate([_quads_to_triangles(groups[part]) for part in parts])
    keep, flat = np.unique(triangles, return_inverse=True)
    eye_ids = np.unique(np.concatenate([np.array(groups[name]).ravel() for name in EYES]))
    is_eye = np.isin(keep, eye_ids)
    weights = weights[keep]
    head_column = [bone.name for bone in bones].index("head")
    weights[is_eye] = 0.0
    weights[is_eye, head_column] = 1.0
    weights /= weights.sum(axis=1, keepdims=True)

    def centre(name: str) -> Array:
        corners = vertices[np.unique(np.array(groups[name]))]
        return np.asarray((corners.min(axis=0) + corners.max(axis=0)) / 2)

    return BodyMesh(
        vertices=vertices[keep],
        triangles=flat.reshape(triangles.shape).astype(np.int64),
        weights=weights,
        bones=bones,
        eyes=np.stack([centre(name) for name in EYES]),
        mouth=(centre("helper-upper-teeth") + centre("helper-lower-teeth")) / 2,
        is_eye=is_eye,
    )


def with_bun(body: BodyMesh, radius_m: float = 0.042) -> BodyMesh:
    """The same body with a bun of hair (a ball that follows the head) at the back of the head."""
    head = body.vertices[body.region("head") > 0.5]
    back = head[np.argmin(head[:, 2])]
    centre = np.array([0.0, back[1] + 0.035, back[2] - 0.5 * radius_m])
    rows, columns = 10, 16
    polar, turn = np.meshgrid(
        np.linspace(0, np.pi, rows), np.linspace(0, 2 * np.pi, columns), indexing="ij"
    )
    ball = np.stack(
        [np.sin(polar) * np.cos(turn), np.cos(polar), np.sin(polar) * np.sin(turn)], axis=-1
    )
    first = len(body.vertices) + np.arange(rows * columns).reshape(rows, columns)
    a, b, c, d = first[:-1, :-1], first[1:, :-1], first[1:, 1:], first[:-1, 1:]
    faces = np.concatenate([np.stack([a, c, b], -1), np.stack([a, d, c], -1)]).reshape(-1, 3)
    weights = np.zeros((rows * columns, len(body.bones)))
    weights[:, body.bone_index("head")] = 1.0
    return replace(
        body,
        vertices=np.concatenate([body.vertices, centre + radius_m * ball.reshape(-1, 3)]),
        triangles=np.concatenate([body.triangles, faces]),
        weights=np.concatenate([body.weights, weights]),
        is_eye=np.concatenate([body.is_eye, np.zeros(rows * columns, dtype=bool)]),
    )


def vertex_normals(vertices: Array, triangles: IntArray, gather: sparse.csr_matrix) -> Array:
    """(V, 3) unit normals; ``gather`` is the (V, T) vertex-to-triangle incidence matrix."""
    a, b, c = (vertices[triangles[:, i]] for i in range(3))
    normals = gather @ np.cross(b - a, c - a)
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))


def incidence(triangles: IntArray, count: int) -> sparse.csr_matrix:
    """(V, T) matrix with a one where a triangle touches a vertex."""
    rows = triangles.ravel()
    columns = np.repeat(np.arange(len(triangles)), 3)
    return sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), (count, len(triangles)))


def smooth_region(body: BodyMesh, amount: Array, steps: int, inflate_m: Array) -> BodyMesh:
    """Turn skin into cloth: smooth it and push it outwards.

    Args:
        body: the body to dress.
        amount: (V,) 0..1, how much each vertex takes part.
        steps: number of smoothing passes; more hides more of the anatomy below.
        inflate_m: (V,) outward shift in metres after smoothing.
    """
    count = len(body.vertices)
    edges = np.concatenate([body.triangles[:, [0, 1]], body.triangles[:, [1, 2]]])
    edges = np.concatenate([edges, body.triangles[:, [2, 0]]])
    links = sparse.csr_matrix((np.ones(len(edges)), (edges[:, 0], edges[:, 1])), (count, count))
    links = ((links + links.T) > 0).astype(float)
    degree = np.asarray(links.sum(axis=1))
    vertices = body.vertices.copy()
    for _ in range(steps):
        vertices += 0.6 * amount[:, None] * (links @ vertices / degree - vertices)
    normals = vertex_normals(vertices, body.triangles, incidence(body.triangles, count))
    return replace(body, vertices=vertices + normals * inflate_m[:, None])
