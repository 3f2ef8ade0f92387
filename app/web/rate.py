"""Limits how often one client address may send requests that write to the database."""

from fastapi import Depends, HTTPException, Request
from limits import RateLimitItem
from limits.strategies import MovingWindowRateLimiter


async def _storing_allowed(request: Request) -> None:
    limiter: MovingWindowRateLimiter = request.app.state.limiter
    rate: RateLimitItem = request.app.state.rate
    address = request.client.host if request.client else ""
    if not limiter.hit(rate, address):
        raise HTTPException(429, headers={"Retry-After": str(rate.get_expiry())})


StoringAllowed = Depends(_storing_allowed)
