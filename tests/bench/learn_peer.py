"""scikit-learn's linear model over character n-grams, on the folds that learn.sh leaves: FOLDER LABEL N_FOLDS.

Prints macro-F1 of all folds together and the seconds that one training takes.
"""
import json
import sys
import time
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC


def read(path, label):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [row["text"] for row in rows], [str(row[label]) for row in rows]


def main():
    folder, label, n_folds = sys.argv[1], sys.argv[2], int(sys.argv[3])
    gold, named, spent = [], [], 0.0
    for k in range(n_folds):
        texts, labels = read(f"{folder}/train.{k}", label)
        began = time.monotonic()
        pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2)
        model = LinearSVC(C=0.3, class_weight="balanced")
        model.fit(pieces.fit_transform(texts), labels)
        spent += time.monotonic() - began
        texts, labels = read(f"{folder}/test.{k}", label)
        gold += labels
        named += list(model.predict(pieces.transform(texts)))
    print("%.3f %.1f" % (f1_score(gold, named, average="macro"), spent / n_folds))


main()
