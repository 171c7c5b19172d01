import contextlib
import io

from faster_coco_eval import COCO, COCOeval_faster


def prepare(folder):
    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO(f"{folder}/truth.json")
        found = truth.loadRes(f"{folder}/detections.json")

    def run():
        with contextlib.redirect_stdout(io.StringIO()):
            evaluation = COCOeval_faster(truth, found, "bbox")
            evaluation.evaluate()
            evaluation.accumulate()
            evaluation.summarize()
        stats = evaluation.stats
        return [stats[0], stats[1], stats[2], stats[8]]

    return run
