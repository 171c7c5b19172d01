"""scikit-learn's TfidfVectorizer on words and characters of several scripts."""

import sklearn
from goldenFile import write
from sklearn.feature_extraction.text import TfidfVectorizer

TRAIN = [
    "Everyone has the right to life, liberty and the security of person.",
    "No one shall be held in slavery; slavery shall be prohibited in all its forms.",
    "Jeder hat das Recht auf Leben, Freiheit und Sicherheit der Person.",
    "Niemand darf in Sklaverei gehalten werden: weder A noch B_2 noch 7.",
    "Каждый человек имеет право на жизнь, на свободу и на личную неприкосновенность.",
    "The right,  the RIGHT\tand\n\nthe wrong\u00a0\u2003side",
    "ÉCOLE naïve 𝔘𝔫𝔦 🙂 fine ½ 三 word",
    "",
]
NEW = ["the right of the unknown", "Право и Recht", "", "🙂🙂 A  b", "slavery slavery slavery"]
OPTIONS = [
    {},
    {"ngramRange": [1, 2], "minDf": 2},
    {"ngramRange": [2, 3], "lowercase": False},
    {"analyzer": "char"},
    {"analyzer": "char", "ngramRange": [2, 4]},
    {"sublinearTf": True, "norm": "l1"},
    {"useIdf": False, "norm": "none"},
    {"maxDf": 0.25},
    {"maxFeatures": 1},
]
THEIRS = {
    "analyzer": "analyzer",
    "ngramRange": "ngram_range",
    "lowercase": "lowercase",
    "minDf": "min_df",
    "maxDf": "max_df",
    "useIdf": "use_idf",
    "sublinearTf": "sublinear_tf",
    "maxFeatures": "max_features",
}


def theirs(options):
    mapped = {THEIRS[key]: value for key, value in options.items() if key != "norm"}
    if "ngram_range" in mapped:
        mapped["ngram_range"] = tuple(mapped["ngram_range"])
    norm = options.get("norm", "l2")
    return {**mapped, "norm": None if norm == "none" else norm}


cases = []
for options in OPTIONS:
    model = TfidfVectorizer(**theirs(options)).fit(TRAIN)
    cases.append(
        {
            "name": str(options),
            "options": options,
            "train": TRAIN,
            "new": NEW,
            "vocabulary": model.get_feature_names_out(),
            "transformed": model.transform(NEW).toarray(),
        }
    )
write("tfidfVectorizer", f"scikit-learn {sklearn.__version__}", cases)
