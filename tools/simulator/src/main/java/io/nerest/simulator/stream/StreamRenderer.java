package io.nerest.simulator.stream;

import io.nerest.simulator.camera.CameraSpec;
import io.nerest.simulator.camera.FrameFormat;
import io.nerest.simulator.paint.Canvas;
import io.nerest.simulator.paint.ScenePainter;
import io.nerest.simulator.paint.ScenePainter.Painted;
import io.nerest.simulator.paint.ScenePainter.PaintedFish;
import io.nerest.simulator.scene.Clip;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * One camera's endless stream. Any frame can be had without those before it; the same camera, format, seed and number give
 * the same frame byte for byte, on whichever thread. Safe for use by several threads.
 */
public final class StreamRenderer {
    /** A fish of which a smaller share is to be seen is no part of the truth. */
    static final double LEAST_SHARE = 0.2;
    /** Nor is one that shows fewer pixels, in a picture 640 wide. */
    static final double LEAST_PIXELS = 70;
    /** Nor is one that hardly differs from the water, in mean grey levels. */
    static final double LEAST_CONTRAST = 6;

    private final CameraSpec camera;
    private final FrameFormat format;
    private final long seed;
    private final ScenePainter painter;

    /** A stream of frames of {@link FrameFormat#DEFAULT}. */
    public StreamRenderer(CameraSpec camera, long seed) {
        this(camera, FrameFormat.DEFAULT, seed);
    }

    /** Makes the stream; this paints the camera's stream bed and takes some tenths of a second. */
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
     * A frame of the stream.
     *
     * @param index the frame's number, from 0
     * @throws IllegalArgumentException where the number is negative
     */
    public RenderedFrame frame(int index) {
        Painted painted = paint(index, true);
        BufferedImage picture = new BufferedImage(format.width(), format.height(), BufferedImage.TYPE_INT_RGB);
        picture.getRaster()
                .setDataElements(
                        0, 0, format.width(), format.height(), painted.canvas().pixels());
        return new RenderedFrame(
                camera.name(),
                index,
                Clip.moment(camera, seed, index).capturedAt(),
                picture,
                format.quality(),
                truth(painted));
    }

    Painted paint(int index, boolean withFish) {
        Clip.Moment moment = Clip.moment(camera, seed, index);
        Clip clip = Clip.of(camera, format, seed, moment.clip());
        return painter.paint(clip, index, moment, withFish);
    }

    private List<FishBox> truth(Painted painted) {
        double unit = format.width() / 640.0;
        List<FishBox> truth = new ArrayList<>();
        int most = painted.fish().stream().mapToInt(PaintedFish::number).max().orElse(0);
        List<Canvas.Visible> all = painted.canvas().visible(most);
        for (PaintedFish fish : painted.fish()) {
            Canvas.Visible visible = all.get(fish.number());
            boolean enough = visible.pixels() >= LEAST_PIXELS * unit * unit
                    && visible.pixels() >= LEAST_SHARE * fish.wholePixels();
            if (enough && fish.contrast() >= LEAST_CONTRAST) {
                truth.add(FishBox.around(
                        visible.left(),
                        visible.top(),
                        visible.right(),
                        visible.bottom(),
                        format.width(),
                        format.height()));
            }
        }
        return truth;
    }
}
