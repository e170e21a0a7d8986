"""Pages for what went wrong; each is one plain sentence and a way on."""

from __future__ import annotations

import errno
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

BARE = "jixiao_bare"  # a request whose page is shown without the frame, for which the database would be asked
_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EIO}
_FULL = ("disk is full", "No space left", "No space")
_READ_ONLY = ("readonly", "read-only", "Read-only", "unable to open")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without a valid token."""
    return page(request, 403, "页面已过期", "这一页打开得太久或来自别的网站，没有保存。请返回上一页刷新后再提交。")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that no page of ours makes: for another host, with too many fields, out of shape."""
    return page(
        request, 400, "请求不对", "浏览器的请求不完整，或者网址里的主机名不是本系统的。请从首页重新打开。", bare=True
    )


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Answer a request of more than `most` MB."""
    return page(request, 413, "文件太大", f"一次最多上传 {most} MB，请分几次上传，或者把文件压缩。", bare=True)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody without the power for a page."""
    return page(request, 403, "没有权限", "您的角色不能使用这个页面。如果工作需要，请联系安全管理员授权。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads to nothing this person may see."""
    return page(request, 404, "没有找到", "没有这个页面，或者它不属于您的单位。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an error of the program, or of the disk or database where it happened outside of a view."""
    error = sys.exc_info()[1]
    if error is not None and is_trouble(error):
        return trouble_page(request, error)
    return page(request, 500, "程序出错", "程序出了错，已记在服务器的日志里；已保存的内容没有受影响。", bare=True)


def is_trouble(error: BaseException) -> bool:
    """Tell whether an error is one of the disk or of the database."""
    return isinstance(error, DatabaseError) or (isinstance(error, OSError) and error.errno in _DISK)


def trouble_page(request: HttpRequest, error: BaseException) -> HttpResponse:
    """Answer a failing disk or database with what to do about it."""
    return page(request, 503, "暂时不能保存", f"{_cause(error)}已保存的内容没有受影响，请联系系统管理员。", bare=True)


def page(request: HttpRequest, status: int, title: str, sentence: str, *, bare: bool = False) -> HttpResponse:
    """Give a page of one sentence; JSON for a script that asked for it. A bare one needs no database."""
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"error": sentence}, status=status)
    setattr(request, BARE, bare)
    return render(request, "workbench/error.html", {"title": title, "sentence": sentence}, status=status)


def _cause(error: BaseException) -> str:
    text = str(error)
    if any(word in text for word in _FULL):
        return "服务器的磁盘满了，刚才的操作没有保存。"
    if any(word in text for word in _READ_ONLY):
        return "服务器的磁盘或数据文件夹不能写入，刚才的操作没有保存。"
    if isinstance(error, DatabaseError) and "lock" in text:
        return "数据库正忙，刚才的操作没有保存，请稍后再试。"
    return "服务器的数据库或磁盘出了问题，刚才的操作没有保存。"
