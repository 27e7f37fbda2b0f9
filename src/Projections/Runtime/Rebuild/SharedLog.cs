using System.Threading.Channels;
using HotMess.Integrations.Postgres.EventLog;
using JasperFx.Events;
using Npgsql;

namespace HotMess.Projections.Runtime.Rebuild;

/// <summary>Some events in order, of whatever types.</summary>
/// <param name="Reached">Every event up to here has been read.</param>
/// <param name="Events">May be empty.</param>
internal sealed record SharedPage(long Reached, IReadOnlyList<IEvent> Events);

/// <summary>
/// The log, read and decoded once for several builders at work side by side. It begins where the one that is furthest
/// behind stands, once each has come or is known not to come, and goes for each as far as its live projection has. Who
/// is slow holds up the others, so that few pages are in memory.
/// </summary>
/// <param name="owner">May read the log.</param>
/// <param name="builders">How many places there are.</param>
/// <param name="pageEvents">Most events in one page.</param>
/// <param name="stop">Ends the reading.</param>
public sealed class SharedLog(NpgsqlDataSource owner, int builders, int pageEvents, CancellationToken stop)
{
    private const int PagesAhead = 2;

    // Who writes, compares or switches: not more at a time, so that the live side gets its share of the processors.
    private const int AtWorkAtOnce = 2;

    private readonly SemaphoreSlim turns = new(AtWorkAtOnce);
    private readonly List<Follower> followers = [];
    private readonly Lock coming = new();
    private int counted;

    private CancellationToken Stop => stop;

    /// <summary>One builder's place. Nothing is read before each is used or let go.</summary>
    public Place NewPlace() => new(this);

    private void Count(Follower? follower)
    {
        lock (coming)
        {
            if (follower is not null)
            {
                followers.Add(follower);
            }

            if (++counted == builders && followers.Count > 0)
            {
                _ = Task.Run(ReadAsync, CancellationToken.None);
            }
        }
    }

    private async Task ReadAsync()
    {
        var all = followers.ToArray();
        try
        {
            var from = followers.Min(one => one.Position);
            var log = new LogPages(owner, all.SelectMany(one => one.Types).Distinct());
            while (StillFollow(from))
            {
                var read = await log.ReadAsync(from, followers.Min(one => one.Live), pageEvents, stop);
                from = read.Reached;
                await HandOutAsync(new SharedPage(from, [.. read.Events.Select(BuildEvents.Of)]));
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Each goes on alone, and meets what is his.
        }

        Array.ForEach(all, one => one.Pages.Writer.TryComplete());
    }

    private bool StillFollow(long reached)
    {
        foreach (var done in followers.FindAll(one => reached >= one.Live))
        {
            done.Pages.Writer.TryComplete();
            followers.Remove(done);
        }

        return followers.Count > 0;
    }

    private async Task HandOutAsync(SharedPage page)
    {
        foreach (var follower in followers.ToArray())
        {
            try
            {
                await follower.Pages.Writer.WriteAsync(page, stop);
            }
            catch (ChannelClosedException)
            {
                // It has failed, and follows no more.
                followers.Remove(follower);
            }
        }
    }

    /// <summary>Where one builder takes part; let go, nobody waits for it any more.</summary>
    public sealed class Place : IDisposable
    {
        private readonly SharedLog log;
        private bool counted;

        internal Place(SharedLog log) => this.log = log;

        /// <inheritdoc />
        public void Dispose()
        {
            if (!counted)
            {
                Count(null);
            }
        }

        /// <summary>
        /// Takes page after page, until where its live projection is, or until the reading has failed.
        /// </summary>
        /// <param name="types">The events that are taken; a page holds those of others too.</param>
        /// <param name="position">Every event up to here is known.</param>
        /// <param name="live">Where the builder's live projection is.</param>
        /// <param name="take">Takes a page that reaches beyond <paramref name="position"/>.</param>
        internal async Task FollowAsync(
            IReadOnlyCollection<Type> types, long position, long live, Func<SharedPage, Task> take)
        {
            var follower = new Follower(types, position, live, Channel.CreateBounded<SharedPage>(PagesAhead));
            Count(follower);
            try
            {
                await foreach (var page in follower.Pages.Reader.ReadAllAsync(log.Stop))
                {
                    if (page.Reached > position)
                    {
                        await InTurnAsync(async () =>
                        {
                            await take(page);
                            return page;
                        });
                    }
                }
            }
            finally
            {
                follower.Pages.Writer.TryComplete();
            }
        }

        /// <summary>Does something when its turn comes.</summary>
        internal async Task<T> InTurnAsync<T>(Func<Task<T>> end)
        {
            await log.turns.WaitAsync(log.Stop);
            try
            {
                return await end();
            }
            finally
            {
                log.turns.Release();
            }
        }

        private void Count(Follower? follower)
        {
            counted = true;
            log.Count(follower);
        }
    }

    private sealed record Follower(
        IReadOnlyCollection<Type> Types, long Position, long Live, Channel<SharedPage> Pages);
}
