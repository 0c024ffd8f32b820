#!/bin/sh
# Measures the classifier that ships with Ocelli as docs/model-card-corn.md tells.
#   models/embedded/corn/measure.sh WORK PLANTS [MODEL]
# WORK is the folder that make.sh made, PLANTS the data set with train/ and val/. Copies go to WORK/copies.
set -eu
root=$(CDPATH='' cd -- "$(dirname "$0")/../../.." && pwd -P)
work=$1
plants=$2
model=${3:-embedded:corn}
val=$work/corn/val
copies=$work/copies
rm -rf "$copies"
mkdir -p "$copies"

for turn in 90 180 270; do
  "$root/ocelli" image "$val" "rotate angle=$turn" -o "$copies/turned by $turn" -q
done
"$root/ocelli" image "$val" "flip" -o "$copies/mirrored" -q
"$root/ocelli" data augment "$val" --no-originals --quality 100 --augment "brightness max=-0.5..-0.5" -o "$copies/darkened by half" -q
"$root/ocelli" data augment "$val" --no-originals --quality 100 --augment "brightness max=-0.7..-0.7" -o "$copies/darkened by 0.7" -q
"$root/ocelli" data augment "$val" --no-originals --quality 100 --augment "brightness max=0.3..0.3" -o "$copies/lit by 0.3" -q
"$root/ocelli" data augment "$val" --no-originals --quality 30 --augment none -o "$copies/JPEG of quality 30" -q
"$root/ocelli" data augment "$val" --no-originals --quality 100 --augment "gaussian-blur sigma=1.5..1.5" -o "$copies/blurred, sigma 1.5" -q

accuracy() {
  printf '%-22s %s\n' "$1" "$("$root/ocelli" evaluate -m "$model" --data "$2" --out "$work/reports" --name "$1" -q | tail -n 1)"
}
accuracy "val" "$val"
accuracy "test" "$work/corn/test"
for folder in "$copies"/*; do
  accuracy "$(basename "$folder")" "$folder"
done

# Pictures of something else: how many are called unknown?
unknown() {
  what=$1
  least=$2
  shift 2
  "$root/ocelli" classify "$@" -m "$model" --top 1 --min-confidence "$least" --format csv -q |
    awk -v what="$what" -v least="$least" \
      'NR > 1 { n++; if (/,unknown,/) u++ } END { print what ": below " least ": " u + 0 " of " n }'
}
for least in 0.8 0.9; do
  for crop in Apple Potato Sugarcane Tomato Corn; do
    unknown $crop $least "$plants/val/$crop"___*
  done
  if [ -d "$plants/../detection/coco-val-yolo" ]; then
    unknown scenes $least "$plants/../detection/coco-val-yolo"
  fi
done
