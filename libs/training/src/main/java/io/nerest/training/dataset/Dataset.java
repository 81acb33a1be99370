package io.nerest.training.dataset;

import java.util.List;

/**
 * Labelled pictures to learn from and to be measured by.
 *
 * @param classNames by class index
 * @param train pictures to learn from; those without labels are background
 * @param val pictures to be measured by
 * @param report what was found, skipped, and repaired while the data set was read
 */
public record Dataset(List<String> classNames, List<DatasetItem> train, List<DatasetItem> val, DatasetReport report) {

    public Dataset {
        classNames = List.copyOf(classNames);
        train = List.copyOf(train);
        val = List.copyOf(val);
    }

    /**
     * The same data set with the first share of its training pictures only, at least one of them.
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
