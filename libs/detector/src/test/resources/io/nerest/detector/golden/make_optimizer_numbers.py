"""Writes optimizers.json: eight steps on four parameters by PyTorch's optimisers, in float64. Run: python3 make_optimizer_numbers.py

Needs torch (made with 2.13.0). RAdam divides by the variance from its sixth step on.
"""

import json
import math
from pathlib import Path

import torch

torch.set_default_dtype(torch.float64)  # NAdam keeps its product of momenta in the default type

STEPS = 8
START = [0.5, -1.25, 2.0, 0.0]
GRADIENTS = [[0.1 * math.sin(1 + 3 * step + value) * 10**value for value in range(-2, 2)] for step in range(STEPS)]
RATE, MOMENTUM, DECAY = 0.02, 0.9, 0.05
ADAM = {"lr": RATE, "betas": (MOMENTUM, 0.999), "weight_decay": DECAY}
OPTIMIZERS = {
    "SGD": lambda p: torch.optim.SGD(p, lr=RATE, momentum=MOMENTUM, nesterov=True, weight_decay=DECAY),
    "ADAM": lambda p: torch.optim.Adam(p, **ADAM),
    "ADAMW": lambda p: torch.optim.AdamW(p, **ADAM),
    "NADAM": lambda p: torch.optim.NAdam(p, **ADAM),
    "RADAM": lambda p: torch.optim.RAdam(p, **ADAM),
    "RMSPROP": lambda p: torch.optim.RMSprop(p, lr=RATE, momentum=MOMENTUM, weight_decay=DECAY),
}


def steps(make):
    value = torch.nn.Parameter(torch.tensor(START, dtype=torch.float64))
    optimizer = make([value])
    after = []
    for gradient in GRADIENTS:
        value.grad = torch.tensor(gradient, dtype=torch.float64)
        optimizer.step()
        after.append(value.detach().tolist())
    return after


numbers = {"rate": RATE, "momentum": MOMENTUM, "decay": DECAY, "start": START, "gradients": GRADIENTS}
numbers["after"] = {name: steps(make) for name, make in OPTIMIZERS.items()}
(Path(__file__).parent / "optimizers.json").write_text(json.dumps(numbers, indent=1) + "\n")
