package io.nerest.video.sampling;

import org.jspecify.annotations.Nullable;

/** Decides for each frame of one video, in order, whether it is taken. Not thread-safe. */
public final class FrameSampler {
    /** A time stamp that is earlier than the last one by more than this starts the rule's clock again. */
    private static final double CLOCK_RESET_SECONDS = 1;

    private final SamplingRule rule;
    private final SamplingNeeds needs;
    private final MedianBackground background = new MedianBackground();
    private @Nullable GreyImage lastTaken;
    private long frames;
    private double due = Double.NEGATIVE_INFINITY;
    private double idleDue = Double.NEGATIVE_INFINITY;
    private double burstUntil = Double.NEGATIVE_INFINITY;
    private double lastSeconds = Double.NEGATIVE_INFINITY;

    public FrameSampler(SamplingRule rule) {
        this.rule = rule;
        this.needs = SamplingNeeds.of(rule);
    }

    /** What is done with a frame. */
    public enum Choice {
        SKIP,
        TAKE,
        /** The frame is taken, and so are the ones of the seconds before it. */
        TAKE_WITH_LEAD
    }

    /** Whether the rule compares images. If it does not, {@link #next} accepts null. */
    public boolean needsImage() {
        return needs.image();
    }

    /** Returns how many seconds of frames before a burst are wanted. */
    public double leadSeconds() {
        return needs.leadSeconds();
    }

    /** Returns the frames per second that are wanted before a burst. */
    public double leadRate() {
        return needs.leadRate();
    }

    /**
     * Decides about the next frame.
     *
     * @param image the frame's image; null if the rule needs none
     * @param seconds the frame's time on the video's own clock
     */
    public Choice next(@Nullable GreyImage image, double seconds) {
        if (seconds < lastSeconds - CLOCK_RESET_SECONDS) {
            due = seconds;
            idleDue = seconds;
            burstUntil = Double.NEGATIVE_INFINITY;
        }
        lastSeconds = seconds;
        return rule.match(new SamplingRule.Cases<>() {
            @Override
            public Choice fixedRate(SamplingRule.FixedRate fixed) {
                return isDue(seconds, fixed.perSecond()) ? Choice.TAKE : Choice.SKIP;
            }

            @Override
            public Choice everyNth(SamplingRule.EveryNth every) {
                return frames++ % every.frames() == 0 ? Choice.TAKE : Choice.SKIP;
            }

            @Override
            public Choice sceneChange(SamplingRule.SceneChange scene) {
                return atSceneChange(scene, required(image), seconds);
            }

            @Override
            public Choice motion(SamplingRule.Motion motion) {
                return aroundMotion(motion, required(image), seconds);
            }
        });
    }

    private GreyImage required(@Nullable GreyImage image) {
        if (image == null) {
            throw new IllegalArgumentException("the rule " + rule.text() + " needs images");
        }
        return image;
    }

    private boolean isDue(double seconds, double rate) {
        // Time stamps are rounded to a millisecond or to a tick of the video's clock.
        double tolerance = 0.002;
        if (seconds + tolerance < due) {
            return false;
        }
        double period = 1 / rate;
        due = due + period > seconds ? due + period : seconds + period;
        return true;
    }

    private Choice atSceneChange(SamplingRule.SceneChange scene, GreyImage image, double seconds) {
        GreyImage before = lastTaken;
        if (before != null && seconds < idleDue && image.differenceFrom(before) < scene.threshold()) {
            return Choice.SKIP;
        }
        lastTaken = image;
        idleDue = seconds + scene.idle();
        return Choice.TAKE;
    }

    private Choice aroundMotion(SamplingRule.Motion motion, GreyImage image, double seconds) {
        boolean moves = !background.isEmpty() && background.changedShare(image, motion.contrast()) >= motion.area();
        background.offer(image, seconds);
        boolean inBurst = seconds <= burstUntil;
        if (moves) {
            burstUntil = seconds + motion.tail();
        }
        if (moves && !inBurst) {
            due = seconds + 1 / motion.rate();
            idleDue = seconds + motion.idle();
            return Choice.TAKE_WITH_LEAD;
        }
        if (moves || inBurst) {
            idleDue = seconds + motion.idle();
            return isDue(seconds, motion.rate()) ? Choice.TAKE : Choice.SKIP;
        }
        if (seconds >= idleDue) {
            idleDue = seconds + motion.idle();
            return Choice.TAKE;
        }
        return Choice.SKIP;
    }
}
