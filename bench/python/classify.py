"""What Python does at its best with the same pictures and model: N threads, each reads, decodes, prepares and
runs a session of its own with one thread, in batches.

usage: classify.py MODEL LIST --threads N --batch N --reduce 1|2|4|8 --warm N
LIST has a path a line. Prints one line: RESULT images/s core-ms peak-MiB. Needs numpy, opencv and onnxruntime.
"""
import argparse
import resource
import threading
import time

import cv2
import numpy as np
import onnxruntime as ort

parser = argparse.ArgumentParser()
parser.add_argument("model")
parser.add_argument("list")
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--batch", type=int, default=4)
parser.add_argument("--reduce", type=int, default=1)
parser.add_argument("--warm", type=int, default=200)
args = parser.parse_args()

cv2.setNumThreads(0)
with open(args.list, encoding="utf-8") as lines:
    files = [line.rstrip("\n") for line in lines]
flag = {1: cv2.IMREAD_COLOR, 2: cv2.IMREAD_REDUCED_COLOR_2, 4: cv2.IMREAD_REDUCED_COLOR_4,
        8: cv2.IMREAD_REDUCED_COLOR_8}[args.reduce]
mean = np.array([0.485, 0.456, 0.406], np.float32) * 255
std = np.array([0.229, 0.224, 0.225], np.float32) * 255
factor, shift = (1 / std)[:, None, None], (-mean / std)[:, None, None]


def prepare(path):
    picture = cv2.imread(path, flag)
    height, width = picture.shape[:2]
    shorter = min(height, width)
    if shorter != 256:
        picture = cv2.resize(picture, (round(width * 256 / shorter), round(height * 256 / shorter)))
        height, width = picture.shape[:2]
    top, left = (height - 224) // 2, (width - 224) // 2
    blob = cv2.dnn.blobFromImage(picture[top:top + 224, left:left + 224], 1.0, (224, 224), swapRB=True)
    return blob[0] * factor + shift


options = ort.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
sessions = [ort.InferenceSession(args.model, options, providers=["CPUExecutionProvider"])
            for _ in range(args.threads)]
name = sessions[0].get_inputs()[0].name


def work(number, paths, answers):
    mine = paths[number::args.threads]
    tensor = np.empty((args.batch, 3, 224, 224), np.float32)
    for start in range(0, len(mine), args.batch):
        part = mine[start:start + args.batch]
        for place, path in enumerate(part):
            tensor[place] = prepare(path)
        scores = sessions[number].run(None, {name: tensor[:len(part)]})[0]
        powers = np.exp(scores - scores.max(1, keepdims=True))
        powers /= powers.sum(1, keepdims=True)
        for place, path in enumerate(part):
            best = np.argpartition(-powers[place], 5)[:5]
            best = best[np.argsort(-powers[place][best])]
            answers.append((path, best, powers[place][best]))


def run(paths):
    answers = []
    threads = [threading.Thread(target=work, args=(k, paths, answers)) for k in range(args.threads)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(answers)


run(files[:args.warm])
wall, cpu = time.perf_counter(), time.process_time()
done = run(files)
wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"RESULT {done / wall:.1f} {cpu * 1000 / done:.3f} {peak:.0f}")
