namespace HotMess.Projections;

/// <summary>The contents page of the projections.</summary>
public static class All;
