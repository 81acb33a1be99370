package io.nerest.experiments.compare;

import io.nerest.experiments.compare.ComparisonResult.PictureDifference;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two models, measured on one test set.
 *
 * @param dataset whose validation pictures both have seen
 * @param a the first model
 * @param b the second
 */
record Comparison(Dataset dataset, Measurement a, Measurement b) {

    /** Places of the pictures on which the models differ, the most first; equal ones in the set's order. */
    List<Integer> byDisagreement() {
        double[] values = IntStream.range(0, dataset.val().size())
                .mapToDouble(this::disagreement)
                .toArray();
        return IntStream.range(0, values.length)
                .filter(i -> values[i] > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -values[i]))
                .toList();
    }

    private double disagreement(int picture) {
        return Disagreement.of(a.sure().get(picture), b.sure().get(picture));
    }

    /** What the first model's boxes on a picture are worth. */
    Verdict verdictOfA(int picture) {
        return verdict(a.sure().get(picture), picture);
    }

    /** What the second model's are. */
    Verdict verdictOfB(int picture) {
        return verdict(b.sure().get(picture), picture);
    }

    private Verdict verdict(List<Detection> found, int picture) {
        return Verdict.of(found, dataset.val().get(picture).groundTruths());
    }

    /** The first of them in words. */
    List<PictureDifference> disagreements(List<Integer> pictures) {
        List<PictureDifference> told = new ArrayList<>();
        for (int picture : pictures) {
            DatasetItem item = dataset.val().get(picture);
            told.add(new PictureDifference(
                    item.image().toString(),
                    item.stream(),
                    disagreement(picture),
                    verdictOfA(picture).text(),
                    verdictOfB(picture).text()));
        }
        return told;
    }
}
