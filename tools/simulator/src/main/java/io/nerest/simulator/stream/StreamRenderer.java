package io.nerest.simulator.stream;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.paint.Canvas;
import io.nerest.simulator.paint.ScenePainter;
import io.nerest.simulator.paint.ScenePainter.Painted;
import io.nerest.simulator.paint.ScenePainter.PaintedFish;
import io.nerest.simulator.scene.Clip;
import io.nerest.vision.box.LabelledBox;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders the stream of one camera. Frames can be rendered in any order; camera, format, seed and frame number determine
 * every byte. Safe for use by several threads.
 */
public final class StreamRenderer {
    /** A fish with a smaller visible fraction is not labelled. */
    static final double LEAST_SHARE = 0.2;
    /** A fish with fewer visible pixels, in an image 640 wide, is not labelled. */
    static final double LEAST_PIXELS = 70;
    /** A fish with a smaller contrast to the water, in mean grey levels, is not labelled. */
    static final double LEAST_CONTRAST = 6;

    private final CameraSpec camera;
    private final FrameFormat format;
    private final long seed;
    private final ScenePainter painter;

    /** Creates a stream with {@link FrameFormat#DEFAULT}. */
    public StreamRenderer(CameraSpec camera, long seed) {
        this(camera, FrameFormat.DEFAULT, seed);
    }

    /** Creates a stream. This paints the camera's stream bed, which takes some tenths of a second. */
    public StreamRenderer(CameraSpec camera, FrameFormat format, long seed) {
        this.camera = camera;
        this.format = format;
        this.seed = seed;
        painter = new ScenePainter(camera, format, seed);
    }

    public CameraSpec camera() {
        return camera;
    }

    /**
     * Renders a frame.
     *
     * @param index number of the frame, from 0
     * @throws IllegalArgumentException if the number is negative
     */
    public RenderedFrame frame(int index) {
        Painted painted = paint(index, true);
        List<LabelledFish> labelled = truth(painted);
        BufferedImage image = new BufferedImage(format.width(), format.height(), BufferedImage.TYPE_INT_RGB);
        image.getRaster()
                .setDataElements(
                        0, 0, format.width(), format.height(), painted.canvas().pixels());
        return new RenderedFrame(
                camera.name(),
                index,
                Clip.moment(camera, seed, index).capturedAt(),
                image,
                format.quality(),
                labelled.stream().map(LabelledFish::box).toList(),
                labelled.stream().map(LabelledFish::number).toList());
    }

    Painted paint(int index, boolean withFish) {
        Clip.Moment moment = Clip.moment(camera, seed, index);
        Clip clip = Clip.of(camera, format, seed, moment.clip());
        return painter.paint(clip, index, moment, withFish);
    }

    private record LabelledFish(int number, LabelledBox box) {}

    private List<LabelledFish> truth(Painted painted) {
        double unit = format.width() / 640.0;
        List<LabelledFish> truth = new ArrayList<>();
        int most = painted.fish().stream().mapToInt(PaintedFish::number).max().orElse(0);
        List<Canvas.Visible> all = painted.canvas().visible(most);
        for (PaintedFish fish : painted.fish()) {
            Canvas.Visible visible = all.get(fish.number());
            boolean enough = visible.pixels() >= LEAST_PIXELS * unit * unit
                    && visible.pixels() >= LEAST_SHARE * fish.wholePixels();
            if (enough && fish.contrast() >= LEAST_CONTRAST) {
                truth.add(new LabelledFish(
                        fish.number(),
                        LabelledBox.around(
                                RenderedFrame.FISH,
                                visible.left(),
                                visible.top(),
                                visible.right(),
                                visible.bottom(),
                                format.width(),
                                format.height())));
            }
        }
        return truth;
    }
}
