package io.nerest.detector.image;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;

/**
 * Loads the native OpenCV library once, configured for a process that shares memory and cores with a network. Users of
 * JavaCPP (OpenCV, FFmpeg) call {@link #load()} before they use one of its classes.
 */
public final class OpenCv {

    static {
        // By default JavaCPP compares the whole process's resident memory, weights of the network included, with a
        // multiple of the Java heap at each allocation, and calls System.gc() ten times before it fails. Every Mat here
        // is closed by its owner instead, so neither that check nor the reference queue is needed.
        System.setProperty("org.bytedeco.javacpp.maxBytes", "0");
        System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        System.setProperty("org.bytedeco.javacpp.nopointergc", "true");
        Loader.load(opencv_core.class);
        Loader.load(opencv_imgproc.class);
        Loader.load(opencv_imgcodecs.class);
        // Each worker processes its own image; threads within one image would only take cores from the network.
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /** Loads the library at the first call. */
    public static void load() {}
}
