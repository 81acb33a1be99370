package io.nerest.video.sampling;

import java.util.Locale;

/** Which frames of a video are taken. Written as {@code rate:5}, {@code every:10}, {@code scene:...} or {@code motion:...}. */
public sealed interface SamplingRule {
    /** One frame per second. */
    SamplingRule DEFAULT = new FixedRate(1);

    /** Returns the rule as text, which {@link SamplingRuleParser} reads. */
    String text();

    /** Calls the case of this kind of rule. */
    <R> R match(Cases<R> cases);

    /**
     * A method for each kind of rule.
     *
     * @param <R> what the methods return
     */
    interface Cases<R> {
        R fixedRate(FixedRate rule);

        R everyNth(EveryNth rule);

        R sceneChange(SceneChange rule);

        R motion(Motion rule);
    }

    /**
     * A fixed number of frames per second.
     *
     * @param perSecond more than 0, at most 120
     */
    record FixedRate(double perSecond) implements SamplingRule {
        public FixedRate {
            requireRange("rate", perSecond, 0.0001, 120);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.fixedRate(this);
        }

        @Override
        public String text() {
            return "rate:" + number(perSecond);
        }
    }

    /**
     * One of N frames.
     *
     * @param frames 1 to 1,000,000; 1 takes all
     */
    record EveryNth(int frames) implements SamplingRule {
        public EveryNth {
            requireRange("every", frames, 1, 1_000_000);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.everyNth(this);
        }

        @Override
        public String text() {
            return "every:" + frames;
        }
    }

    /**
     * Frames that differ from the last one taken.
     *
     * @param threshold mean absolute difference of grey values at which a frame is taken, more than 0, at most 1
     * @param idle seconds after which a frame is taken in any case
     */
    record SceneChange(double threshold, double idle) implements SamplingRule {
        public SceneChange {
            requireRange("threshold", threshold, 0.0001, 1);
            requireRange("idle", idle, 0.1, 86_400);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sceneChange(this);
        }

        @Override
        public String text() {
            return "scene:threshold=" + number(threshold) + ",idle=" + number(idle);
        }
    }

    /**
     * A burst of frames around motion before a background, which is the median of earlier images.
     *
     * @param rate frames per second within a burst
     * @param lead seconds before the motion that a burst contains
     * @param tail seconds after the motion that a burst contains
     * @param area share of the image that must differ from the background, more than 0, at most 1
     * @param contrast difference of grey values from which a pixel counts as different, 1 to 255
     * @param idle seconds after which a frame is taken without motion
     */
    record Motion(double rate, double lead, double tail, double area, double contrast, double idle)
            implements SamplingRule {
        public Motion {
            requireRange("rate", rate, 0.1, 120);
            requireRange("lead", lead, 0, 10);
            requireRange("tail", tail, 0, 60);
            requireRange("area", area, 0.0001, 1);
            requireRange("contrast", contrast, 1, 255);
            requireRange("idle", idle, 0.1, 86_400);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.motion(this);
        }

        @Override
        public String text() {
            return "motion:rate=" + number(rate) + ",lead=" + number(lead) + ",tail=" + number(tail) + ",area="
                    + number(area) + ",contrast=" + number(contrast) + ",idle=" + number(idle);
        }
    }

    private static void requireRange(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "'%s' is %s, but must be in %s..%s".formatted(name, number(value), number(least), number(most)));
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.valueOf(value);
    }
}
