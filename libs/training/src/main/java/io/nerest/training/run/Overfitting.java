package io.nerest.training.run;

import io.nerest.training.network.LossComponents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Recognises over-fitting from the losses by epoch: over the last {@value #WINDOW} validated epochs a line fitted to the
 * validation loss rises and one fitted to the training loss falls, each by more than {@value #LEAST_CHANGE} of the mean. A
 * fitted line, unlike a comparison of two epochs, is not misled by the noise of one of them.
 */
final class Overfitting {
    /** Validated epochs that are compared. */
    static final int WINDOW = 5;

    /** Least change over the window, as a share of its mean loss. */
    static final double LEAST_CHANGE = 0.01;

    private final Deque<Losses> window = new ArrayDeque<>();
    private boolean found;

    private record Losses(double train, double validation) {}

    /**
     * Adds the losses of an epoch that was validated.
     *
     * @return whether the epochs up to this one show over-fitting
     */
    boolean isShownBy(LossComponents train, LossComponents validation) {
        window.addLast(new Losses(train.total(), validation.total()));
        if (window.size() > WINDOW) {
            window.removeFirst();
        }
        List<Losses> epochs = List.copyOf(window);
        found = epochs.size() == WINDOW
                && change(epochs, Losses::validation) > LEAST_CHANGE
                && change(epochs, Losses::train) < -LEAST_CHANGE;
        return found;
    }

    /** Returns a log line about the over-fitting that the last epoch shows; empty if it shows none. */
    Optional<String> warning() {
        if (!found) {
            return Optional.empty();
        }
        Losses first = window.getFirst();
        Losses last = window.getLast();
        return Optional.of(String.format(
                Locale.ROOT,
                "over-fitting: in the last %d validated epochs the training loss fell from %.4g to %.4g while the validation"
                        + " loss rose from %.4g to %.4g; stop earlier (patience), add labels or augmentation, or train a"
                        + " smaller network",
                WINDOW,
                first.train(),
                last.train(),
                first.validation(),
                last.validation()));
    }

    /** Returns the rise of the least-squares line over the window, as a share of the mean. */
    private static double change(List<Losses> epochs, ToDoubleFunction<Losses> loss) {
        double middle = (epochs.size() - 1) / 2.0;
        double mean = epochs.stream().mapToDouble(loss).average().orElseThrow();
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < epochs.size(); i++) {
            covariance += (i - middle) * (loss.applyAsDouble(epochs.get(i)) - mean);
            variance += (i - middle) * (i - middle);
        }
        return mean > 0 ? covariance / variance * (epochs.size() - 1) / mean : 0;
    }
}
