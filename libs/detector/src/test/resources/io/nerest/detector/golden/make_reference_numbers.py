"""Writes the golden files of this folder. Run: python3 make_reference_numbers.py REFERENCE_FOLDER (needs numpy)

loss.safetensors     numbers that the reference implementation computed for given head outputs of four images of 320 pixels with
                     three classes, reduced to four objects: head outputs of the anchors within them, the anchors that the
                     reference assigned to them, and its gradients there. All other anchors have outputs of 0. The target scores
                     follow from the reference's gradients, and the parts of the loss of these four objects alone from the target
                     scores by the published formulas, in float64.
decoded.safetensors  head outputs of some anchors of one image of 320 pixels, and the boxes and scores that the reference decoded.
letterbox.json       scale, padding and smallest rectangle of images of many sizes, by the published formulas, in float64.
"""

import json
import math
import struct
import sys
from pathlib import Path

import numpy as np

SIDE = 320
# Images and their objects, by row within the image: no other object claims an anchor of these.
OBJECTS = {0: [9], 1: [8, 9], 3: [12]}


def safetensors(path, **arrays):
    header, body = {}, b""
    for name, array in arrays.items():
        kind = {"float16": "F16", "float32": "F32"}[array.dtype.name]
        data = np.ascontiguousarray(array).tobytes()
        header[name] = {"dtype": kind, "shape": list(array.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + body)


def centres():
    points = [
        ((x + 0.5) * stride, (y + 0.5) * stride)
        for stride in (8, 16, 32)
        for y in range(SIDE // stride)
        for x in range(SIDE // stride)
    ]
    return np.array(points).T


def target_scores(logits, gradient, classes):
    """The gradient of a logit is gain * batch * (probability - target) / normaliser; only the object's class has a target."""
    rows = np.arange(len(classes))
    probability = 1 / (1 + np.exp(-logits.astype(np.float64)))
    other = (classes + 1) % 3
    normaliser = np.median(0.5 * 4 * probability[rows, other] / gradient[rows, other])
    return probability[rows, classes] - gradient[rows, classes] * normaliser / (0.5 * 4), normaliser


def parts(bins, logits, anchors, targets, scores, classes, all_logits, others):
    """Box, class and distribution loss with the default gains 7.5, 0.5 and 1.5."""
    cx, cy = centres()
    stride = np.repeat([8, 16, 32], [1600, 400, 100])[anchors]
    x, y = cx[anchors] / stride, cy[anchors] / stride
    sides = bins.reshape(-1, 4, 16).astype(np.float64)
    log_share = sides - np.log(np.exp(sides).sum(2, keepdims=True))
    left, top, right, bottom = (np.exp(log_share) @ np.arange(16)).T
    px1, py1, px2, py2 = x - left, y - top, x + right, y + bottom
    centre, size = targets[:, 2:4].T * SIDE / stride, targets[:, 4:6].T * SIDE / stride
    (tx1, ty1), (tx2, ty2) = centre - size / 2, centre + size / 2
    inner = np.clip(np.minimum(px2, tx2) - np.maximum(px1, tx1), 0, None) * np.clip(np.minimum(py2, ty2) - np.maximum(py1, ty1), 0, None)
    iou = inner / ((px2 - px1) * (py2 - py1) + (tx2 - tx1) * (ty2 - ty1) - inner)
    diagonal = (np.maximum(px2, tx2) - np.minimum(px1, tx1)) ** 2 + (np.maximum(py2, ty2) - np.minimum(py1, ty1)) ** 2
    distance = ((px1 + px2 - tx1 - tx2) ** 2 + (py1 + py2 - ty1 - ty2) ** 2) / 4
    aspect = 4 / math.pi**2 * (np.arctan((tx2 - tx1) / (ty2 - ty1)) - np.arctan((px2 - px1) / (py2 - py1))) ** 2
    ciou = iou - distance / diagonal - aspect * aspect / (aspect - iou + 1)
    wanted = np.clip(np.stack([x - tx1, y - ty1, tx2 - x, ty2 - y], 1), 0, 15 - 0.01)
    lower = wanted.astype(int)
    upper_share = wanted - lower
    at = lambda bin: np.take_along_axis(log_share, bin[:, :, None], 2)[:, :, 0]
    distribution = -(at(lower) * (1 - upper_share) + at(lower + 1) * upper_share).mean(1)
    entropy = np.logaddexp(0, all_logits.astype(np.float64)).sum() + others * math.log(2)
    entropy -= (scores * logits[np.arange(len(classes)), classes]).sum()
    normaliser = max(scores.sum(), 1)
    return np.array([7.5 * ((1 - ciou) * scores).sum(), 0.5 * entropy, 1.5 * (distribution * scores).sum()]) / normaliser


def loss(reference, to):
    bins, logits = np.load(reference / "mc_boxes_f16.npy"), np.load(reference / "mc_scores_f16.npy")
    bins_gradient, logits_gradient = np.load(reference / "mc_grad_boxes_f16.npy"), np.load(reference / "mc_grad_scores.npy")
    targets = np.load(reference / "mc_targets.npy")
    foreground, assigned = np.load(reference / "mc_fg_mask.npy"), np.load(reference / "mc_target_gt_idx.npy")
    cx, cy = centres()
    rows, inside, chosen, objects = [], [], [], []
    for image, wanted in OBJECTS.items():
        of_image = targets[targets[:, 0] == image]
        near = np.zeros(len(cx), bool)
        for row in wanted:
            x, y, w, h = of_image[row, 2:] * SIDE
            near |= (abs(cx - x) < max(w, 16) / 2) & (abs(cy - y) < max(h, 16) / 2)
            anchors = np.flatnonzero(foreground[image] & (assigned[image] == row))
            chosen += [(image, anchor) for anchor in anchors]
            objects += [len(rows)] * len(anchors)
            rows.append(of_image[row])
        inside += [(image, anchor) for anchor in np.flatnonzero(near)]
    assert set(chosen) <= set(inside)
    i, a = np.array(inside).T
    ci, ca = np.array(chosen).T
    rows = np.array(rows, np.float32)
    classes = rows[objects, 1].astype(int)
    scores, normaliser = target_scores(logits[ci, :, ca], logits_gradient[ci, :, ca], classes)
    others = (len(bins) * len(cx) - len(i)) * 3
    losses = parts(bins[ci, :, ca], logits[ci, :, ca], ca, rows[objects], scores, classes, logits[i, :, a], others)
    print("loss:", losses, "target scores:", scores.sum(), "of", normaliser)
    safetensors(
        to / "loss.safetensors",
        targets=rows,
        parts=losses.astype(np.float32),
        normaliser_share=np.array([max(scores.sum(), 1) / normaliser], np.float32),
        anchors=(i * len(cx) + a).astype(np.float32),
        bins=bins[i, :, a].astype(np.float16),
        logits=logits[i, :, a].astype(np.float16),
        assigned_anchors=(ci * len(cx) + ca).astype(np.float32),
        assigned_objects=np.array(objects, np.float32),
        bins_gradient=bins_gradient[ci, :, ca].astype(np.float16),
        logits_gradient=logits_gradient[ci, :, ca].astype(np.float32),
    )


def decoded(reference, to):
    bins, logits = np.load(reference / "eval_raw_boxes.npy"), np.load(reference / "eval_raw_scores.npy")
    boxes = np.load(reference / "eval_decoded_xywh_cls.npy")
    # The most confident anchors of each level, and the corners of the grids.
    best = lambda first, last: first + np.argsort(-logits[0, 0, first:last])[:6]
    anchors = np.unique(np.concatenate([[0, 39, 1599, 1600, 1999, 2000, 2099], best(0, 1600), best(1600, 2000), best(2000, 2100)]))
    safetensors(
        to / "decoded.safetensors",
        anchors=anchors.astype(np.float32),
        bins=bins[0][:, anchors].T.astype(np.float32),
        logits=logits[0][:, anchors].T.astype(np.float32),
        decoded=boxes[0][:, anchors].T.astype(np.float32),
    )


def letterbox(to):
    cases = []
    for width, height, side in [
        (640, 480, 320), (480, 640, 320), (1920, 1080, 640), (1080, 1920, 640), (333, 77, 320), (77, 333, 320), (1, 1, 32),
        (641, 479, 640), (640, 471, 320), (4000, 3, 640), (3, 4000, 640), (100, 50, 320), (321, 320, 320), (2048, 1537, 1280),
    ]:  # fmt: skip
        scale = min(side / height, side / width)
        inner = [max(1, round(width * scale)), max(1, round(height * scale))]
        left, top = (round((side - inner[0]) / 2 - 0.1), round((side - inner[1]) / 2 - 0.1))
        fit = side / max(width, height)
        smallest = [math.ceil(max(1, round(each * fit)) / 32) * 32 for each in (height, width)]
        cases.append({"width": width, "height": height, "imgsz": side, "scale": scale, "scaledWidth": inner[0],
                      "scaledHeight": inner[1], "padX": left, "padY": top, "smallestShape": smallest})  # fmt: skip
    (to / "letterbox.json").write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    folder = Path(__file__).parent
    loss(Path(sys.argv[1]), folder)
    decoded(Path(sys.argv[1]), folder)
    letterbox(folder)
