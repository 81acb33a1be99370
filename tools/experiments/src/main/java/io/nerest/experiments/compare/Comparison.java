package io.nerest.experiments.compare;

import io.nerest.experiments.compare.ComparisonResult.ImageDifference;
import io.nerest.training.dataset.Dataset;
import io.nerest.training.dataset.DatasetItem;
import io.nerest.vision.box.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Two models measured on one test set.
 *
 * @param dataset whose validation images are the test set
 * @param a the first model
 * @param b the second
 */
record Comparison(Dataset dataset, Measurement a, Measurement b) {

    /** Indices of the images on which the models disagree, the largest disagreement first, ties in the order of the set. */
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

    private double disagreement(int image) {
        return Disagreement.of(a.sure().get(image), b.sure().get(image));
    }

    /** The verdict on the first model's boxes on an image. */
    Verdict verdictOfA(int image) {
        return verdict(a.sure().get(image), image);
    }

    /** The verdict on the second model's boxes on an image. */
    Verdict verdictOfB(int image) {
        return verdict(b.sure().get(image), image);
    }

    private Verdict verdict(List<Detection> found, int image) {
        return Verdict.of(found, dataset.val().get(image).groundTruths());
    }

    /** The first disagreements in words. */
    List<ImageDifference> disagreements(List<Integer> images) {
        List<ImageDifference> told = new ArrayList<>();
        for (int image : images) {
            DatasetItem item = dataset.val().get(image);
            told.add(new ImageDifference(
                    item.image().toString(),
                    item.stream(),
                    disagreement(image),
                    verdictOfA(image).text(),
                    verdictOfB(image).text()));
        }
        return told;
    }
}
