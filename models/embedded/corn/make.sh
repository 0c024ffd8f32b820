#!/bin/sh
# Trains the classifier that ships with Ocelli (models/src/main/resources/io/ocelli/model/embedded/corn.onnx).
#   models/embedded/corn/make.sh WORK PLANTS
# WORK is a folder to be made, PLANTS the data set with train/Corn___*/ and val/Corn___*/. The model is WORK/runs/corn/weights/best.onnx.
# 15 % of PLANTS/train, near copies together, are put aside as the test part; PLANTS/val chooses the epoch.
set -eu
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
ocelli=$here/../../../ocelli
plants=$(CDPATH='' cd -- "$2" && pwd -P)
mkdir -p "$1"
cd "$1"

mkdir in
for class in Blight Common_Rust Gray_Leaf_Spot Healthy; do
  cp -r "$plants/train/Corn___$class" in/
done
"$ocelli" data split in --by near-copies --val 0 --test 0.15 --out corn
for class in Blight Common_Rust Gray_Leaf_Spot Healthy; do
  mkdir -p corn/val
  cp -r "$plants/val/Corn___$class" corn/val/
done
cp "$here/net.yaml" .

"$ocelli" train classifier --data corn --mode scratch --net net.yaml --image-size 128 --epochs 160 --batch 32 \
  --lr 0.002 --weight-decay 0.02 --label-smoothing 0.1 --warmup 5 --patience 0 --seed 42 --augment 'd4 | resized-crop area=0.45..1 ratio=0.65..1.5 | one-of { affine rotate=45 shear=10 zoom=1.2 border=reflect | affine rotate=45 shear=10 zoom=1.3 border=constant color=black p=0.5 | affine rotate=45 shear=10 zoom=1.3 border=constant color=gray p=0.5 } p=0.5 | brightness max=-0.6..0.4 | contrast max=0.3 | hsv hue=6 saturation=0.3 value=0 | one-of { gamma | temperature | tone-curve } p=0.25 | one-of { gaussian-blur | downscale | jpeg quality=20..80 | gaussian-noise | iso-noise } p=0.35 | one-of { random-erasing area=0.02..0.15 fill=noise | random-erasing area=0.02..0.15 fill=color color=black | coarse-dropout } p=0.25 | mixup p=0.2' \
  --out runs --name corn
