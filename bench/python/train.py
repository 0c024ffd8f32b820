"""How fast PyTorch trains the networks of TrainPeers: random data, Adam, float32.

usage: train.py NET SIDE --batch N --steps N --warm N --threads N --seconds S [--channels-last]
NET is small-cnn, resnet18, vgg16 or mobilenetv2. After S seconds no more steps are timed, but for the second. Prints one
line: RESULT images/s steps parameters first-loss last-loss. Needs torch.
"""
import argparse
import time

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("net")
parser.add_argument("side", type=int)
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--steps", type=int, default=20)
parser.add_argument("--warm", type=int, default=3)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--seconds", type=float, default=60)
parser.add_argument("--channels-last", action="store_true")
args = parser.parse_args()
torch.set_num_threads(args.threads)
torch.manual_seed(1)


def conv(i, o, k, s=1, g=1):
    return [nn.Conv2d(i, o, k, s, k // 2, groups=g, bias=False), nn.BatchNorm2d(o)]


class Block(nn.Module):
    def __init__(self, i, o, s):
        super().__init__()
        self.a = nn.Sequential(*conv(i, o, 3, s), nn.ReLU(True), *conv(o, o, 3))
        self.b = nn.Identity() if s == 1 and i == o else nn.Sequential(*conv(i, o, 1, s))
        self.r = nn.ReLU(True)

    def forward(self, x):
        return self.r(self.a(x) + self.b(x))


class Inverted(nn.Module):
    def __init__(self, i, o, s, t):
        super().__init__()
        h = i * t
        layers = [] if t == 1 else [*conv(i, h, 1), nn.ReLU6(True)]
        self.a = nn.Sequential(*layers, *conv(h, h, 3, s, h), nn.ReLU6(True), *conv(h, o, 1))
        self.skip = s == 1 and i == o

    def forward(self, x):
        return x + self.a(x) if self.skip else self.a(x)


def build():
    pool = [nn.AdaptiveAvgPool2d(1), nn.Flatten()]
    if args.net == "small-cnn":
        layers, i = [], 3
        for o in (32, 64, 128):
            layers += [*conv(i, o, 3), nn.ReLU(True), *conv(o, o, 3), nn.ReLU(True), nn.MaxPool2d(2)]
            i = o
        return nn.Sequential(*layers, *pool, nn.Linear(i, 10))
    if args.net == "resnet18":
        layers, i = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(True), nn.MaxPool2d(3, 2, 1)], 64
        for stage in range(4):
            for block in range(2):
                o = 64 << stage
                layers.append(Block(i, o, 2 if stage and not block else 1))
                i = o
        return nn.Sequential(*layers, *pool, nn.Linear(512, 10))
    if args.net == "mobilenetv2":
        layers, i = [*conv(3, 32, 3, 2), nn.ReLU6(True)], 32
        for t, o, n, s in ((1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2),
                           (6, 320, 1, 1)):
            for k in range(n):
                layers.append(Inverted(i, o, s if k == 0 else 1, t))
                i = o
        return nn.Sequential(*layers, *conv(320, 1280, 1), nn.ReLU6(True), *pool, nn.Linear(1280, 10))
    layers, i = [], 3
    for o in (64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0):
        if o:
            layers += [nn.Conv2d(i, o, 3, 1, 1), nn.ReLU(True)]
            i = o
        else:
            layers.append(nn.MaxPool2d(2))
    f = 512 * (args.side // 32) ** 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(f, 4096), nn.ReLU(True), nn.Dropout(), nn.Linear(4096, 4096),
                         nn.ReLU(True), nn.Dropout(), nn.Linear(4096, 10))


net = build().train()
x = torch.randn(args.batch, 3, args.side, args.side)
y = torch.randint(0, 10, (args.batch,))
if args.channels_last:
    net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(net.parameters(), 1e-3)
cross_entropy = nn.CrossEntropyLoss()


def step():
    optimizer.zero_grad()
    loss = cross_entropy(net(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()


begin = time.perf_counter()
first = step()
for done in range(1, args.warm):
    if time.perf_counter() - begin < args.seconds / 4:
        step()
start = time.perf_counter()
timed = 0
while timed < args.steps and (timed < 2 or time.perf_counter() - start < args.seconds):
    last = step()
    timed += 1
speed = timed * args.batch / (time.perf_counter() - start)
# As Ocelli counts: batch norm's running numbers too, its counters not.
parameters = sum(t.numel() for t in net.state_dict().values() if t.is_floating_point())
print(f"RESULT {speed:.2f} {timed} {parameters} {first:.4f} {last:.4f}")
