package io.nerest.video.sampling;

/**
 * What a rule needs besides the current frame.
 *
 * @param image whether it compares images
 * @param leadSeconds seconds of frames before a burst; 0 for none
 * @param leadRate frames per second before a burst
 */
record SamplingNeeds(boolean image, double leadSeconds, double leadRate) {
    private static final SamplingNeeds NONE = new SamplingNeeds(false, 0, 1);

    static SamplingNeeds of(SamplingRule rule) {
        return rule.match(new SamplingRule.Cases<>() {
            @Override
            public SamplingNeeds fixedRate(SamplingRule.FixedRate fixed) {
                return NONE;
            }

            @Override
            public SamplingNeeds everyNth(SamplingRule.EveryNth every) {
                return NONE;
            }

            @Override
            public SamplingNeeds sceneChange(SamplingRule.SceneChange scene) {
                return new SamplingNeeds(true, 0, 1);
            }

            @Override
            public SamplingNeeds motion(SamplingRule.Motion motion) {
                return new SamplingNeeds(true, motion.lead(), motion.rate());
            }
        });
    }
}
