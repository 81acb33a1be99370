package io.nerest.training.dataset;

import java.util.List;

/**
 * Labelled images for training and validation.
 *
 * @param classNames by class index
 * @param train training images; those without labels are background
 * @param val validation images
 * @param report problems found while reading the data set, and their handling
 */
public record Dataset(List<String> classNames, List<DatasetItem> train, List<DatasetItem> val, DatasetReport report) {

    public Dataset {
        classNames = List.copyOf(classNames);
        train = List.copyOf(train);
        val = List.copyOf(val);
    }

    /**
     * The same data set with the first share of its training images only, at least one of them.
     *
     * @param fraction above 0, up to 1
     */
    public Dataset withFraction(double fraction) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException("fraction=" + fraction + ": must be above 0 and at most 1");
        }
        int kept = Math.max(1, (int) Math.round(train.size() * fraction));
        return new Dataset(classNames, train.subList(0, Math.min(kept, train.size())), val, report);
    }
}
