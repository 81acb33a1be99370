"""Writes module-checkpoint.pt: a pickled module tree in the layout of torch.save, made without torch.

Three convolution blocks, one of them without activation, with float16 storages; class names and arguments as training programs
store them. Run: python3 make_module_checkpoint.py module-checkpoint.pt
"""

import collections
import io
import pickle
import struct
import sys
import types
import zipfile


def module(path):
    parts = path.split(".")
    for end in range(1, len(parts) + 1):
        name = ".".join(parts[:end])
        sys.modules.setdefault(name, types.ModuleType(name))
    return sys.modules[path]


def cls(path, name):
    made = type(name, (), {"__module__": path})
    setattr(module(path), name, made)
    return made


def function(path, name):
    def made(*arguments):
        raise NotImplementedError

    made.__module__, made.__qualname__, made.__name__ = path, name, name
    setattr(module(path), name, made)
    return made


Conv2d = cls("torch.nn.modules.conv", "Conv2d")
BatchNorm2d = cls("torch.nn.modules.batchnorm", "BatchNorm2d")
SiLU = cls("torch.nn.modules.activation", "SiLU")
Identity = cls("torch.nn.modules.linear", "Identity")
Sequential = cls("torch.nn.modules.container", "Sequential")
Conv = cls("ultralytics.nn.modules.conv", "Conv")
DetectionModel = cls("ultralytics.nn.tasks", "DetectionModel")
HalfStorage = cls("torch", "HalfStorage")
LongStorage = cls("torch", "LongStorage")
rebuild = function("torch._utils", "_rebuild_tensor_v2")
rebuild_parameter = function("torch._utils", "_rebuild_parameter")

storages = []


class Storage:
    def __init__(self, kind, numbers):
        self.kind, self.count = kind, len(numbers)
        code = "<%de" if kind is HalfStorage else "<%dq"
        self.key = str(len(storages))
        storages.append(struct.pack(code % len(numbers), *numbers))


class Tensor:
    def __init__(self, numbers, shape, kind=HalfStorage):
        self.storage, self.shape = Storage(kind, numbers), shape
        self.strides, step = [], 1
        for side in reversed(shape):
            self.strides.insert(0, step)
            step *= side

    def __reduce__(self):
        hooks = collections.OrderedDict()
        return rebuild, (self.storage, 0, tuple(self.shape), tuple(self.strides), False, hooks)


class Parameter(Tensor):
    def __reduce__(self):
        plain = Tensor.__new__(Tensor)
        plain.__dict__.update(self.__dict__)
        return rebuild_parameter, (plain, True, collections.OrderedDict())


class Pickler(pickle.Pickler):
    def persistent_id(self, value):
        if isinstance(value, Storage):
            return ("storage", value.kind, value.key, "cpu", value.count)
        return None


def make(kind, parameters=None, buffers=None, modules=None, **attributes):
    made = kind()
    made._parameters = collections.OrderedDict(parameters or {})
    made._buffers = collections.OrderedDict(buffers or {})
    made._modules = collections.OrderedDict(modules or {})
    made.__dict__.update(attributes)
    return made


def block(inputs, outputs, activation, seed):
    weight = [((i * 37 + seed) % 101 - 50) / 64 for i in range(outputs * inputs * 9)]
    norm = {
        "weight": Parameter([1 + i / 8 for i in range(outputs)], [outputs]),
        "bias": Parameter([i / 16 for i in range(outputs)], [outputs]),
    }
    statistics = {
        "running_mean": Tensor([-i / 4 for i in range(outputs)], [outputs]),
        "running_var": Tensor([1 + i for i in range(outputs)], [outputs]),
        "num_batches_tracked": Tensor([seed], [], LongStorage),
    }
    return make(
        Conv,
        modules={
            "conv": make(Conv2d, {"weight": Parameter(weight, [outputs, inputs, 3, 3]), "bias": None}),
            "bn": make(BatchNorm2d, norm, statistics),
            "act": make(activation),
        },
    )


layers = make(Sequential, modules={"0": block(3, 4, SiLU, 1), "1": block(4, 2, SiLU, 2), "2": block(2, 2, Identity, 3)})
model = make(
    DetectionModel, modules={"model": layers}, names={0: "salmon", 1: "trout"}, yaml={"yaml_file": "yolov8n.yaml", "nc": 2}
)
checkpoint = {
    "epoch": -1,
    "model": None,
    "ema": model,
    "train_args": {"imgsz": 320, "lr0": 0.01, "amp": True},
    "date": "2024-03-01T00:00:00",
    "version": "8.0.0",
}
stream = io.BytesIO()
Pickler(stream, protocol=2).dump(checkpoint)
with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_STORED) as archive:
    entries = [("data.pkl", stream.getvalue())] + [("data/%d" % i, s) for i, s in enumerate(storages)] + [("version", b"3\n")]
    for name, content in entries:
        archive.writestr(zipfile.ZipInfo("best/" + name, (2024, 3, 1, 0, 0, 0)), content)
