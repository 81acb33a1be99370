package io.nerest.cli.base;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/**
 * Makes training images of fish that were cut out of frames of fixed cameras and pasted elsewhere. The same material and seed
 * give the same bytes. The idea is copy-paste, see {@link BaseBuildCommand}; a mask is what differs from the median of a clip.
 */
final class CompositeImages {
    private static final int[] COUNTS = {0, 1, 2, 3, 4, 6, 9};
    private static final int[] PERCENT = {6, 24, 20, 15, 11, 13, 11};
    private static final int SHOAL = 6;

    private final Backgrounds backgrounds;
    private final List<List<CutOut>> groups;
    private final RandomGenerator random;

    /** @param others images of other sets without fish, as backgrounds */
    CompositeImages(CompositeMaterial material, List<LabelledCameraFrame> others, long seed) {
        this.backgrounds = material.backgrounds(others);
        this.groups = material.groups();
        this.random = new Random(seed);
    }

    /** Makes the next image, in the format of the cameras' frames, with at most nine pasted fish. */
    Composite next() throws IOException {
        Background background = backgrounds.next(random);
        Scene scene = Scene.of(background, random);
        int count = count();
        boolean shoal = count >= SHOAL;
        int tries = background.fish().isEmpty() ? count : Math.max(1, count);
        for (int i = 0; i < tries; i++) {
            List<CutOut> group = groups.get(random.nextInt(groups.size()));
            Pasting.paste(scene, group.get(random.nextInt(group.size())), shoal, random);
        }
        CameraFrameFormat format = backgrounds.format();
        Pixels frame = format.frame(scene.finished(random));
        return new Composite(
                frame.jpeg(random.nextInt(70, 96)),
                scene.fish().stream().map(format::label).toList(),
                scene.origins());
    }

    private int count() {
        int percent = random.nextInt(100);
        int i = 0;
        while (percent >= PERCENT[i]) {
            percent -= PERCENT[i];
            i++;
        }
        return COUNTS[i];
    }
}
