import pandas as pd


def prepare(folder):
    def run():
        frame = pd.read_csv(f"{folder}/data.csv", engine="c", keep_default_na=False, na_values=[""])
        return [len(frame), frame["x17"].iloc[-1], len(frame["word3"].iloc[-1])]

    return run
